import type {Context} from '../context.ts'
import {holding} from '../enrolment/seats/hold.ts'
import {type Reason, refuse} from '../errors.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {RunStep} from '../operation/records.ts'
import {isTooOld, keptSince} from './forget-imports.ts'
import {type ImportRun, joinedList, summaryJson, theImport} from './import-run.ts'
import {importKindOf} from './kinds/index.ts'
import type {ImportStores} from './store.ts'

export type UndoImport = Readonly<{run: string; onProgress?: (step: number, steps: number) => void}>

/** What was taken back, and what stays since somebody has used or changed it since. */
export type UndoneImport = Readonly<{
  run: string
  kind: string
  restored: number
  kept: readonly Reason[]
  letters: number
}>

/**
 * Takes an import back, last step first: what nobody has touched since is as it was, the rest is listed and stays. Letters of
 * it that were not sent yet are not sent. One that is broken off goes on where it was.
 *
 * @throws ExamError `import.refused` with `import.not-applied`, `import.too-old`; `import.not-found`
 */
export async function undoImport(ctx: Context<ImportStores>, wanted: UndoImport): Promise<UndoneImport> {
  await begin(ctx, wanted.run)
  for (;;) {
    const {run, step} = await lastStep(ctx, wanted.run)
    if (!step) return complete(ctx, run)
    if (step.inverse === null) throw refuse('import', [tooOld(run)])
    await holding(() => undoStep(ctx, run, step))
    wanted.onProgress?.(run.steps - step.position, run.steps)
  }
}

/** From now on nothing more of it is applied. */
async function begin(ctx: Context<ImportStores>, code: string): Promise<void> {
  await ctx.write('import.undo', {}, async (stores, entry) => {
    const run = await theImport(stores, code)
    if (run.state !== 'applied' && run.state !== 'applying') throw refuse('import', [notApplied(run)])
    const {zone, policy} = await theInstitution(stores)
    if (isTooOld(run, keptSince(entry.now, zone, policy))) throw refuse('import', [tooOld(run)])
    if (run.state === 'applying') await stores.runs.change(run.id, {state: 'applied'})
    entry.note({about: ['run', run.id], facts: {code: run.code, kind: run.imports, steps: run.nextStep}})
  })
}

async function lastStep(
  ctx: Context<ImportStores>,
  code: string,
): Promise<Readonly<{run: ImportRun; step: RunStep | undefined}>> {
  return ctx.read('people.read', async ({runs}) => {
    const run = await theImport({runs}, code)
    return {run, step: run.nextStep === 0 ? undefined : await runs.step(run.id, run.nextStep - 1)}
  })
}

async function undoStep(ctx: Context<ImportStores>, run: ImportRun, {position, inverse}: RunStep): Promise<void> {
  const {work} = importKindOf(run.imports)
  const lock = await ctx.read('people.read', (stores) => work.undoLock(stores, inverse ?? []))
  await ctx.write('import.undo', {lock}, async (stores, entry) => {
    const mine = await stores.runs.changeAll(
      {id: run.id, nextStep: position + 1, state: 'applied'},
      {nextStep: position},
    )
    if (mine === 0) return
    const of = {run: run.id, options: run.options, ids: ctx.ids, hash: ctx.hash}
    const {restored, kept} = await work.undo(stores, entry, inverse ?? [], of)
    const {summary} = await theImport(stores, run.id)
    const sum = {
      ...summary,
      restored: summary.restored + restored,
      kept: joinedList(summary.kept, kept),
    }
    await stores.runs.change(run.id, {summary: summaryJson(sum)})
    const facts = {code: run.code, kind: run.imports, step: position, restored, kept: kept.length}
    entry.note({about: ['run', run.id], facts})
  })
}

async function complete(ctx: Context<ImportStores>, run: ImportRun): Promise<UndoneImport> {
  const letters = await ctx.write('import.undo', {}, async ({runs, outbox}, entry) => {
    const withdrawn = await outbox.withdrawRun(run.id)
    await runs.changeAll({id: run.id, nextStep: 0, state: 'applied'}, {state: 'undone', undoneAt: entry.now})
    await runs.forget([run.id])
    entry.note({about: ['run', run.id], facts: {code: run.code, kind: run.imports, letters: withdrawn}})
    return withdrawn
  })
  const {restored, kept} = run.summary
  return {run: run.code, kind: run.imports, restored, kept, letters}
}

function tooOld({code}: ImportRun): Reason {
  const message = `The days in which import ${code} can be undone are over (setting importUndoDays); import a corrected file instead.`
  return {code: 'import.too-old', message}
}

function notApplied({code, state}: ImportRun): Reason {
  const next = state === 'undone' ? 'it was undone already.' : 'nothing of it was done.'
  return {code: 'import.not-applied', message: `Import ${code} is ${state}: ${next}`, details: {state}}
}
