import type {Context} from '../context.ts'
import type {Policy} from '../institution/policy.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {Run} from '../operation/records.ts'
import {dayOf, type Instant, plusDays, startOfDay} from '../time.ts'
import {IMPORT_RUNS} from './import-run.ts'
import type {ImportStores} from './store.ts'

/** Imports that are forgotten in one transaction. */
const TOGETHER = 20

/** From when on an import is kept whole: of an earlier one nothing can be undone, or applied, any more (school setting). */
export function keptSince(now: Instant, zone: string, {importUndoDays}: Pick<Policy, 'importUndoDays'>): Instant {
  return startOfDay(plusDays(dayOf(now, zone), -importUndoDays), zone)
}

/** Whether the term in which an import can be undone is over. It is looked at here and does not wait for the clock's work. */
export function isTooOld({appliedAt, createdAt}: Pick<Run, 'appliedAt' | 'createdAt'>, since: Instant): boolean {
  return (appliedAt ?? createdAt) < since
}

/**
 * Empties what imports keep to be applied or undone once their term is over (school setting `importUndoDays`): it holds names
 * and addresses as they were. A plan that nobody applied is withdrawn. Answers how many were emptied; safe to do twice.
 */
export async function forgetImports(ctx: Context<ImportStores>): Promise<number> {
  let forgotten = 0
  while ((await ctx.read('operation.read', (stores, {now}) => oldImports(stores, now, 1))).length > 0)
    forgotten += await ctx.write('import.forget', {}, async (stores, entry) => {
      const old = await oldImports(stores, entry.now, TOGETHER)
      for (const run of old) {
        await stores.runs.change(run.id, ended(run))
        entry.note({about: ['run', run.id], facts: {code: run.code, kind: run.kind}})
      }
      await stores.runs.forget(old.map(({id}) => id))
      return old.length
    })
  return forgotten
}

async function oldImports(stores: ImportStores, now: Instant, limit: number): Promise<readonly Run[]> {
  const {zone, policy} = await theInstitution(stores)
  return stores.runs.heldFrom({kinds: IMPORT_RUNS, before: keptSince(now, zone, policy), limit})
}

/** A plan that nobody applied is withdrawn; one that stands half-way ends where it is. */
function ended({state, createdAt}: Run): Partial<Pick<Run, 'state' | 'appliedAt'>> {
  if (state === 'planned') return {state: 'withdrawn'}
  return state === 'applying' ? {state: 'applied', appliedAt: createdAt} : {}
}
