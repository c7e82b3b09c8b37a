import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {PlanDraft, Problem} from '../engine/problem.ts'
import {type OpenPlan, openPlan} from './open-plan.ts'
import {pinnedProblem} from './pinned-problem.ts'
import {type PlanChange, reasonsOf, rewritePlan} from './plan-change.ts'
import {type PlanEffect, planEffect} from './plan-effect.ts'
import {type Breakage, presentable, repaired, without} from './repaired.ts'
import {ANNEALING, type Solver} from './solver.ts'
import type {PlanningStores} from '../store.ts'

export const RepairDraft = z.strictObject({plan: z.string().min(1), dryRun: z.boolean().default(false)})

/** What a repair does to a draft plan, or would, and what was broken. */
export type RepairedDraft = PlanChange &
  Readonly<{
    broken: readonly Readonly<{session: string; why: readonly Breakage[]}>[]
    /** Registrations whose seat no longer held. */
    seatsBroken: number
    /** Sessions for which there is no other place. */
    dissolved: readonly string[]
  }>

/**
 * Puts a draft plan right after a room, person, timetable or registration changed, with the fewest moves: what still holds
 * stays. Registrations that came since, and those whose session went, get seats that are left or a session more. A plan with
 * nothing broken stays as it is.
 *
 * @throws ExamError as {@link openPlan}; `plan.refused` with `plan.conflict` when it cannot be put right, `plan.changed`
 */
export async function repairDraft(
  ctx: Context<PlanningStores>,
  input: z.input<typeof RepairDraft>,
  solver: Solver = ANNEALING,
): Promise<RepairedDraft> {
  const {plan: key, dryRun} = parsed(RepairDraft, input)
  const open = await ctx.read('planning.read', (stores, access) => openPlan(stores, access, key))
  const {problem} = open.planned
  const found = repaired(problem, open.draft, true)
  const completed = await placeOthers(problem, found.draft, found.dissolved, solver)
  const codes = open.body.sessions.map(({code}) => code)
  const effect = effectOf(open, completed, found.dissolved)
  const answer = {
    ...effect,
    plan: open.plan.code,
    period: open.period.code,
    broken: found.broken.sessions.map(({index, why}) => ({session: codes[index] ?? '', why})),
    seatsBroken: found.broken.seats.length,
    dissolved: [...found.dissolved].map((index) => codes[index] ?? ''),
  }
  if (dryRun) return {...answer, done: false}
  return ctx.write('plan.make', {lock: {period: [open.period.id]}}, async (stores, entry) => {
    const current = await stores.plans.get(open.plan.id)
    refuseIfAny('plan', [
      ...reasonsOf(effect.conflicts),
      ...(current.version === open.plan.version
        ? []
        : [{code: 'plan.changed', message: `Plan ${open.plan.code} was changed at the same moment; look again.`}]),
    ])
    const gone = found.dissolved
    await rewritePlan(ctx, stores, keeping(open, gone), {draft: without(problem, completed, gone)})
    entry.note({
      about: ['plan', open.plan.id],
      facts: {code: open.plan.code, broken: answer.broken.length, seats: effect.seats.length},
    })
    return {...answer, done: true}
  })
}

/** What the repair does: sessions by the index they had, costs and conflicts of what is left in the end. */
function effectOf(open: OpenPlan, completed: PlanDraft, gone: ReadonlySet<number>): PlanEffect {
  const {planned, draft, body} = open
  const {problem} = planned
  const codes = body.sessions.map(({code}) => code)
  const before = presentable(problem, draft)
  const {sessions, seats, crews} = planEffect(planned, before, presentable(problem, completed), codes)
  const {cost, terms, unplaced, conflicts} = planEffect(planned, before, without(problem, completed, gone), [])
  const was = new Map(
    body.sessions.map(({code, on, from, minutes, room}) => [code, {session: code, on, from, minutes, room}]),
  )
  const still = sessions.map((each) => ({...each, before: was.get(each.before?.session ?? '') ?? each.before}))
  const lost = [...gone].map((index) => ({before: was.get(codes[index] ?? '') ?? null, after: null}))
  const isGone = new Set(lost.map(({before: each}) => each?.session))
  return {
    cost,
    terms,
    unplaced,
    conflicts,
    seats,
    crews: crews.filter(({session}) => !isGone.has(session)),
    sessions: [...still.filter(({before: each}) => !isGone.has(each?.session)), ...lost],
  }
}

/** Those without a seat get a session more where one can be opened; all that holds stays. */
async function placeOthers(
  problem: Problem,
  draft: PlanDraft,
  gone: ReadonlySet<number>,
  solver: Solver,
): Promise<PlanDraft> {
  if (!draft.seatOf.includes(-1)) return draft
  const sessions = new Set([...draft.opened.keys()].filter((index) => !gone.has(index)))
  const demands = new Set([...draft.seatOf.keys()].filter((demand) => draft.seatOf[demand]! >= 0))
  const pinned = pinnedProblem(problem, draft, {sessions, demands})
  let found: PlanDraft | undefined
  for await (const {plan} of solver.solve(pinned.problem, {seed: 1, budget: 1})) found = plan
  const kept = sessions.size
  if (!found) return draft
  // The pinned sessions come first; those that are gone keep their index until the plan is written.
  const whole = pinned.whole(found)
  const first = problem.fixed.length
  const order = [...sessions].toSorted((a, b) => a - b)
  const index = (session: number): number => {
    if (session < first) return session
    const at = session - first
    return at < kept ? first + order[at]! : first + draft.opened.length + at - kept
  }
  return {
    opened: [...draft.opened, ...whole.opened.slice(kept)],
    seatOf: whole.seatOf.map((session) => (session < 0 ? -1 : index(session))),
  }
}

/** The plan as it is written again: without the sessions that are gone. */
function keeping(open: OpenPlan, gone: ReadonlySet<number>): OpenPlan {
  return {...open, body: {...open.body, sessions: open.body.sessions.filter((_, index) => !gone.has(index))}}
}
