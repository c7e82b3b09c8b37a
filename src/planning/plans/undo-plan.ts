import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import type {PlanId, SessionId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {PLAN_STEP, runOf} from './apply-plan.ts'
import {findPlan} from './find-plan.ts'
import type {Session} from '../model.ts'
import type {PlanningStores} from '../store.ts'

/** `plan` is the code of a plan, or of a period: then the one applied last. */
export const UndoPlan = z.strictObject({plan: z.string().min(1), dryRun: z.boolean().default(false)})

/** What an undo takes away, and what it leaves since somebody has touched it. */
export type UndonePlan = Readonly<{
  plan: string
  removed: readonly string[]
  left: readonly Readonly<{session: string; why: 'published' | 'changed' | 'in-use'}>[]
}>

/**
 * Takes back the sessions of an applied plan that nobody has touched: still planned, unchanged, nobody seated or waiting
 * (design rule 2). Of one that was cut off, what there is. Places that the plan held in other sessions are no longer held,
 * unless sessions of it are left.
 *
 * @throws ExamError `plan.not-found`; `plan.refused` with `plan.draft`, `plan.withdrawn`
 */
export async function undoPlan(ctx: Context<PlanningStores>, input: z.input<typeof UndoPlan>): Promise<UndonePlan> {
  const wanted = parsed(UndoPlan, input)
  const {plan, run, sessions} = await ctx.read('plan.read', async (stores) => {
    const found = await appliedPlan(stores, wanted.plan)
    const begun = await runOf(stores, found.plan.id)
    const nothing = found.plan.state !== 'applied' && !begun
    refuseIfAny(
      'plan',
      nothing
        ? [
            {
              code: `plan.${found.plan.state}`,
              message: `Plan ${found.plan.code} is ${found.plan.state}; there is nothing to undo.`,
            },
          ]
        : [],
    )
    return {plan: found.plan, run: begun, sessions: await ofPlan(stores, found.plan.id)}
  })
  const outcomes: UndonePlan[] = []
  for (let i = 0; i < Math.max(1, sessions.length); i += PLAN_STEP) {
    const some = sessions.slice(i, i + PLAN_STEP).map(({id}) => id)
    outcomes.push(
      wanted.dryRun
        ? await ctx.read('plan.read', (stores) => sorted(stores, plan.code, some))
        : await removeSome(ctx, plan, some),
    )
  }
  const outcome = {
    plan: plan.code,
    removed: outcomes.flatMap(({removed}) => removed),
    left: outcomes.flatMap(({left}) => left),
  }
  if (!wanted.dryRun && outcome.left.length === 0) {
    await ctx.write('plan.undo', {lock: {period: [plan.periodId]}}, async (stores, entry) => {
      await stores.plans.change(plan.id, {state: 'withdrawn'})
      if (run) await stores.runs.change(run.id, {state: 'undone', undoneAt: entry.now})
      entry.note({about: ['plan', plan.id], facts: {code: plan.code, removed: outcome.removed.length}})
    })
  }
  return outcome
}

/** By its code whatever its state; of a period the one applied last, or one that was cut off. */
async function appliedPlan(stores: PlanningStores, key: string) {
  const {plan, period} = await findPlan(stores, key, ['applied', 'draft'])
  if (plan.code === key || plan.id === key || plan.state === 'applied' || (await runOf(stores, plan.id)))
    return {plan, period}
  return findPlan(stores, key, ['applied'])
}

async function ofPlan(stores: PlanningStores, plan: PlanId): Promise<readonly Session[]> {
  return stores.sessions.all({planId: plan})
}

async function removeSome(
  ctx: Context<PlanningStores>,
  plan: Readonly<{id: PlanId; code: string}>,
  ids: readonly SessionId[],
): Promise<UndonePlan> {
  const lock = await ctx.read('plan.read', async (stores) => ({
    session: ids,
    pool: (await stores.pools.all({sessionId: ids})).map(({id}) => id),
  }))
  return ctx.write('plan.undo', {lock}, async (stores, entry) => {
    const outcome = await sorted(stores, plan.code, ids)
    const gone = (await stores.sessions.all({id: ids}))
      .filter(({code}) => outcome.removed.includes(code))
      .map(({id}) => id)
    const end = {endedAt: entry.now}
    await stores.sessions.changeAll({id: gone}, {state: 'cancelled', ...end})
    for (const table of [stores.sessionExams, stores.pools, stores.duties, stores.bookings, stores.oralSlots])
      await table.changeAll({sessionId: gone}, end)
    entry.note({
      about: ['plan', plan.id],
      facts: {code: plan.code, removed: outcome.removed, left: outcome.left.map(({session}) => session)},
    })
    return outcome
  })
}

/** Which sessions can go, and why the others stay. */
async function sorted(stores: PlanningStores, plan: string, ids: readonly SessionId[]): Promise<UndonePlan> {
  const sessions = await stores.sessions.all({id: ids})
  const used = await stores.planning.inUse(ids)
  const left = sessions.flatMap(({id, code, state, version}): UndonePlan['left'] => {
    if (state !== 'planned') return [{session: code, why: 'published'}]
    if (used.has(id)) return [{session: code, why: 'in-use'}]
    return version > 1 ? [{session: code, why: 'changed'}] : []
  })
  const staying = new Set(left.map(({session}) => session))
  return {plan, removed: sessions.map(({code}) => code).filter((code) => !staying.has(code)), left}
}
