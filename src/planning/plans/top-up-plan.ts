import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {SessionId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {PlanDraft, Problem} from '../engine/problem.ts'
import {type KeptPins, NO_PINS} from './kept-pins.ts'
import {contentOf, type SolvedPlan, solvePlan} from './make-plan.ts'
import type {PlannedSession} from './plan-body.ts'
import {explained, type PlanSheet} from './plan-sheet.ts'
import {SEATS_LEFT} from './seats-left.ts'
import {storePlan} from './store-places.ts'
import type {PlanningStores} from '../store.ts'

export const TopUpPlan = z.strictObject({
  period: z.string().min(1),
  exams: z.array(z.string().min(1)).default([]),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  dryRun: z.boolean().default(false),
})

/** Extra sessions for those for whom no seat is left: a draft, which nobody is moved for. */
export type ExtraSessions = Readonly<{
  /** The draft plan; null on a dry run. */
  plan: string | null
  sessions: readonly PlannedSession[]
  placed: number
}>

export type ToppedUp = Readonly<{
  /** The plan that holds the places; null when there are none, or on a dry run. */
  plan: string | null
  placed: readonly Readonly<{registration: string; student: string; exam: string; session: string}>[]
  notPlaced: PlanSheet['unplaced']
  /** What would place them; null when nothing can, or nobody is left. */
  extra: ExtraSessions | null
  byHand: PlanSheet['byHand']
}>

const TRIES = 3

/**
 * Gives registrations without a place, such as late ones, a place in seats that are left, without moving anybody (issue: top
 * up). As many as can are placed. For the others it says why not, and proposes extra sessions as a draft plan.
 *
 * @throws ExamError `plan.nothing`, `plan.no-days`; `plan.busy` when seats keep being taken meanwhile
 */
export async function topUpPlan(ctx: Context<PlanningStores>, input: z.input<typeof TopUpPlan>): Promise<ToppedUp> {
  const {dryRun, ...wanted} = parsed(TopUpPlan, input)
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const solved = await solvePlan(ctx, {...wanted, budget: 1}, false, {solver: SEATS_LEFT})
    if (dryRun || solved.certificates.length === 0)
      return answer(solved, null, await extra(ctx, wanted, solved, dryRun))
    const stored = await store(ctx, solved)
    if (stored) return answer(solved, stored, await extra(ctx, wanted, solved, false))
  }
  throw new ExamError('unavailable', 'plan.busy', 'Seats are being taken at this very moment; try again.')
}

/** Plans sessions for those who are left, around all that is there and all who were placed just now. */
async function extra(
  ctx: Context<PlanningStores>,
  wanted: Omit<z.output<typeof TopUpPlan>, 'dryRun'>,
  {body, draft}: SolvedPlan,
  dryRun: boolean,
): Promise<ExtraSessions | null> {
  if (body.unplaced.length === 0) return null
  const solved = await solvePlan(ctx, {...wanted, budget: 1}, true, {
    // On a dry run those who would be placed are not; they stay out of it all the same.
    kept: ({problem}) => (dryRun ? placedOf(problem, draft) : NO_PINS),
  }).catch(impossible)
  const placed = solved?.body.sessions.flatMap(({exams}) => exams).reduce((sum, {students}) => sum + students, 0) ?? 0
  if (!solved || placed === 0) return null
  if (dryRun) return {plan: null, sessions: solved.body.sessions, placed}
  const plan = await ctx.write('plan.make', {lock: {period: [solved.period.id]}}, async (stores, entry) => {
    const content = contentOf(ctx.hash, solved)
    const stored = await storePlan(ctx, stores, entry, solved.period, content, solved.certificates, 'draft')
    entry.note({about: ['plan', stored.id], facts: {code: stored.code, sessions: solved.body.sessions.length}})
    return stored.code
  })
  return {plan, sessions: solved.body.sessions, placed}
}

function placedOf(problem: Problem, {seatOf}: PlanDraft): KeptPins {
  if (seatOf.length !== problem.demands.length) return NO_PINS
  const demands = new Set([...seatOf.keys()].filter((demand) => seatOf[demand]! >= 0))
  return {...NO_PINS, draft: {opened: [], seatOf}, demands}
}

/** Where nothing can be planned there is nothing to propose; why stands beside each who has no place. */
function impossible(error: unknown): undefined {
  if (error instanceof ExamError && error.kind === 'refused') return undefined
  throw error
}

/** Stores the places as an applied plan, unless a session has fewer seats left than was counted on. */
async function store(ctx: Context<PlanningStores>, solved: SolvedPlan): Promise<string | undefined> {
  const used = new Set(solved.certificates.map(({sessionId}) => sessionId))
  const counted = new Map(solved.planned.fixed.map(({session, problem}) => [session.id, problem.seats]))
  const lock = {period: [solved.period.id], session: [...used]}
  return ctx.write('plan.apply', {lock}, async (stores, entry) => {
    if (!(await isStillFree(stores, [...used], counted))) return undefined
    const plan = await storePlan(
      ctx,
      stores,
      entry,
      solved.period,
      contentOf(ctx.hash, solved),
      solved.certificates,
      'applied',
    )
    entry.note({
      about: ['plan', plan.id],
      facts: {code: plan.code, seats: solved.certificates.length, unplaced: solved.body.unplaced.length},
    })
    return plan.code
  })
}

async function isStillFree(
  stores: PlanningStores,
  used: readonly SessionId[],
  counted: ReadonlyMap<SessionId, number>,
): Promise<boolean> {
  const active = await stores.sessions.count({id: used})
  const loads = await stores.planning.loads(used)
  return (
    active === used.length &&
    used.every((id) => (loads.get(id)?.open ?? 0) - (loads.get(id)?.promised ?? 0) >= (counted.get(id) ?? 0))
  )
}

function answer(
  {planned, certificates, body}: SolvedPlan,
  plan: string | null,
  proposed: ExtraSessions | null,
): ToppedUp {
  const demand = new Map(planned.demand.map((each) => [each.registrationId, each]))
  const exams = new Map(planned.exams.map(({exam}) => [exam.id, exam.code]))
  const sessions = new Map(planned.fixed.map(({session}) => [session.id, session.code]))
  const placed = certificates.map(({registrationId, sessionId}) => {
    const {code, student, examId} = demand.get(registrationId)!
    return {registration: code, student, exam: exams.get(examId) ?? '', session: sessions.get(sessionId) ?? ''}
  })
  return {
    plan,
    placed: placed.toSorted((a, b) => (`${a.session} ${a.student}` < `${b.session} ${b.student}` ? -1 : 1)),
    notPlaced: explained(body.unplaced),
    byHand: body.byHand,
    extra: proposed,
  }
}
