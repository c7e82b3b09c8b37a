import type {Access, Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {canonicalJson} from '../../json.ts'
import {wantedCodes, writePlan} from './draft-plan.ts'
import type {PlanDraft} from '../engine/problem.ts'
import {type OpenPlan, openPlan} from './open-plan.ts'
import {currentBasis} from './plan-basis.ts'
import {asJson, type PlanPins, pinsOf} from './plan-body.ts'
import {planCosts, totalCost} from './plan-costs.ts'
import {type Conflict, type PlanEffect, planEffect} from './plan-effect.ts'
import {codesInUse} from '../sessions/session-code.ts'
import type {PlanningStores} from '../store.ts'

/** What a change does to a draft plan, or would. */
export type PlanChange = PlanEffect & Readonly<{plan: string; period: string; done: boolean}>

/** What of an open plan becomes otherwise. */
export type PlanEdit = Readonly<{draft: PlanDraft; pins?: PlanPins}>

/**
 * Changes a draft plan and tells what that does; with `dryRun` it tells and does nothing. What would not hold is refused, with
 * every reason. The plan rests on the school as it is now from then on.
 *
 * @throws ExamError as {@link openPlan}; `plan.refused` with `plan.conflict` for each thing that would not hold, `plan.changed`
 */
export async function changePlan(
  ctx: Context<PlanningStores>,
  {plan: key, dryRun}: Readonly<{plan: string; dryRun: boolean}>,
  edit: (open: OpenPlan) => PlanEdit,
): Promise<PlanChange> {
  const {open, edited, effect} = await ctx.read('planning.read', async (stores, access) =>
    lookAt(stores, access, key, edit),
  )
  const answer = {...effect, plan: open.plan.code, period: open.period.code}
  if (dryRun) return {...answer, done: false}
  return ctx.write('plan.make', {lock: {period: [open.period.id]}}, async (stores, entry) => {
    refuseIfAny('plan', [...reasonsOf(effect.conflicts), ...(await changedMeanwhile(stores, open))])
    await rewritePlan(ctx, stores, open, edited)
    entry.note({
      about: ['plan', open.plan.id],
      facts: {
        code: open.plan.code,
        sessions: effect.sessions.length,
        seats: effect.seats.length,
        unplaced: effect.unplaced.after,
      },
    })
    return {...answer, done: true}
  })
}

async function lookAt(
  stores: PlanningStores,
  access: Access,
  key: string,
  edit: (open: OpenPlan) => PlanEdit,
): Promise<Readonly<{open: OpenPlan; edited: PlanEdit; effect: PlanEffect}>> {
  const open = await openPlan(stores, access, key)
  const edited = edit(open)
  const codes = open.body.sessions.map(({code}) => code)
  return {open, edited, effect: planEffect(open.planned, open.draft, edited.draft, codes)}
}

/** Why what does not hold is refused: at most twenty, each with its constraint. */
export function reasonsOf(conflicts: readonly Conflict[]): Reason[] {
  return conflicts
    .slice(0, 20)
    .map(({message, constraint, where}) => ({code: 'plan.conflict', message, details: {constraint, where}}))
}

async function changedMeanwhile(stores: PlanningStores, {plan}: OpenPlan): Promise<Reason[]> {
  const current = await stores.plans.get(plan.id)
  return current.version === plan.version
    ? []
    : [{code: 'plan.changed', message: `Plan ${plan.code} was changed at the same moment; look again.`}]
}

/** Writes what a draft has become in place of what it was, with the ids that its sessions have. */
export async function rewritePlan(
  ctx: Context<PlanningStores>,
  stores: PlanningStores,
  {plan, body, planned}: OpenPlan,
  {draft, pins = pinsOf(body)}: PlanEdit,
): Promise<void> {
  const taken = await codesInUse(stores, wantedCodes(planned, draft))
  for (const {code} of body.sessions) taken.add(code)
  const written = writePlan(ctx.ids, planned, draft, body.question, taken, body.sessions)
  const terms = planCosts(planned.problem, draft)
  await stores.plans.change(plan.id, {
    body: asJson({...written.body, pins}),
    costs: asJson({total: totalCost(terms), terms}),
    basedOn: asJson(await currentBasis(stores, ctx.hash, planned)),
    problemDigest: ctx.hash.sha256(canonicalJson(planned.problem)),
  })
  await stores.planning.clearPlanSeats(plan.id)
  await stores.planning.addPlanSeats(written.certificates.map((each) => ({planId: plan.id, ...each})))
}
