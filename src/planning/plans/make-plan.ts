import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, refuseIfAny} from '../../errors.ts'
import type {PeriodId} from '../../ids.ts'
import {canonicalJson} from '../../json.ts'
import {parsed} from '../../parsed.ts'
import type {Hasher} from '../../ports.ts'
import {day} from '../../time.ts'
import {violations} from './checker.ts'
import {type Certificate, wantedCodes, writePlan} from './draft-plan.ts'
import type {PlanDraft} from '../engine/problem.ts'
import {type KeptPins, keptPins, NO_PINS, nothingPlanned, writtenPins} from './kept-pins.ts'
import type {PlanBasis, PlanBody, PlanQuestion} from './plan-body.ts'
import {currentBasis} from './plan-basis.ts'
import {type PlanCost, planCosts, totalCost} from './plan-costs.ts'
import {pinnedProblem} from './pinned-problem.ts'
import {unplannable} from './plannable.ts'
import {type PlanningCase, planningCase} from './planning-case.ts'
import {codesInUse} from '../sessions/session-code.ts'
import {planningScope} from './planning-scope.ts'
import {type PlanSheet, planSheet} from './plan-sheet.ts'
import {ANNEALING, type Solver} from './solver.ts'
import {type PlanContent, storePlan} from './store-places.ts'
import type {PlanningStores} from '../store.ts'

/** What to plan: all exams of the period or some, all days or some. `budget` is how much is tried, in the engine's unit. */
export const MakePlan = z.strictObject({
  period: z.string().min(1),
  exams: z.array(z.string().min(1)).default([]),
  from: z.string().optional(),
  to: z.string().optional(),
  dayParts: z.array(z.string()).default([]),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  budget: z.int().min(1).max(10_000).default(3),
  /** A draft plan whose pins stay. */
  keep: z.string().min(1).optional(),
})

/** How far planning is: the best plan until now, over the whole problem. */
export type MakingProgress = Readonly<{
  round: number
  rounds: number
  unplaced: number
  sessions: number
  /** What the best plan costs by term; reckoned when it is asked for. */
  costs: () => readonly PlanCost[]
}>

export type PlanningHow = Readonly<{
  solver?: Solver
  signal?: AbortSignal | undefined
  onProgress?: (progress: MakingProgress) => void
  /** What stays as it is, beside pins of another plan. */
  kept?: (planned: PlanningCase) => KeptPins
}>

/** A plan that was made and checked and stands in no store yet. */
export type SolvedPlan = Readonly<{
  period: Readonly<{id: PeriodId; code: string}>
  planned: PlanningCase
  draft: PlanDraft
  basis: PlanBasis
  body: PlanBody
  certificates: readonly Certificate[]
}>

/**
 * Plans sessions for what waits for a place in a period, around all that is fixed, and stores the outcome as a draft that
 * changes nothing until it is applied (features P2–P4, P8–P10; design rule 2). The same question on the same school gives the
 * same plan. Nothing is locked while the engine works.
 *
 * @throws ExamError `plan.nothing`, `plan.no-days`; `plan.refused` with the reasons of {@link unplannable} or `plan.pins-clash`;
 * `plan.does-not-hold` when the checker refuses what the engine made
 */
export async function makePlan(
  ctx: Context<PlanningStores>,
  input: z.input<typeof MakePlan>,
  how: PlanningHow = {},
): Promise<PlanSheet> {
  const solved = await solvePlan(ctx, input, true, how)
  const {period} = solved
  return ctx.write('plan.make', {lock: {period: [period.id]}}, async (stores, entry) => {
    const plan = await storePlan(ctx, stores, entry, period, contentOf(ctx.hash, solved), solved.certificates, 'draft')
    entry.note({
      about: ['plan', plan.id],
      facts: {
        code: plan.code,
        sessions: solved.body.sessions.length,
        seats: solved.certificates.length,
        unplaced: solved.body.unplaced.length,
      },
    })
    return planSheet(plan, period.code)
  })
}

/** Reads the problem, has it solved and checks the answer; writes nothing. */
export async function solvePlan(
  ctx: Context<PlanningStores>,
  input: z.input<typeof MakePlan>,
  opens: boolean,
  {solver = ANNEALING, signal, onProgress, kept = () => NO_PINS}: PlanningHow,
): Promise<SolvedPlan> {
  const {keep, ...wanted} = parsed(MakePlan, input)
  const question: PlanQuestion = {
    exams: wanted.exams.length > 0 ? wanted.exams : null,
    from: wanted.from === undefined ? null : day(wanted.from),
    to: wanted.to === undefined ? null : day(wanted.to),
    dayParts: wanted.dayParts.length > 0 ? wanted.dayParts : null,
    opens,
    seed: wanted.seed,
    budget: wanted.budget,
    engine: solver.name,
  }
  const read = await ctx.read('plan.read', async (stores, access) => {
    const scope = await planningScope(stores, access, wanted.period, question)
    const planned = await planningCase(stores, access.now, scope)
    if (opens) refuseIfAny('plan', unplannable(planned))
    const pins = keep === undefined ? kept(planned) : await keptPins(stores, planned, keep)
    return {period: scope.period, planned, pins, basis: await currentBasis(stores, ctx.hash, planned)}
  })
  const {planned, pins} = read
  const draft = await solve(solver, planned, pins, question, {signal, onProgress})
  const taken = await ctx.read('plan.read', (stores) => codesInUse(stores, wantedCodes(planned, draft)))
  const {body, certificates} = writePlan(ctx.ids, planned, draft, question, taken)
  return {...read, draft, body: {...body, ...writtenPins(body, pins)}, certificates}
}

async function solve(
  solver: Solver,
  {problem}: PlanningCase,
  {draft: kept, sessions, demands}: KeptPins,
  {seed, budget}: PlanQuestion,
  {signal, onProgress}: Pick<PlanningHow, 'signal' | 'onProgress'>,
): Promise<PlanDraft> {
  const pinned = pinnedProblem(problem, kept ?? nothingPlanned(problem), {sessions, demands})
  let draft: PlanDraft | undefined
  for await (const {round, rounds, plan} of solver.solve(pinned.problem, {seed, budget, signal})) {
    const whole = pinned.whole(plan)
    draft = whole
    onProgress?.({
      round,
      rounds,
      unplaced: whole.seatOf.filter((session) => session < 0).length,
      sessions: whole.opened.length,
      costs: () => planCosts(problem, whole),
    })
  }
  if (!draft)
    throw new ExamError('unavailable', 'plan.stopped', 'Planning was stopped before there was a plan; start it again.')
  const broken = violations(problem, draft)
  if (broken.length === 0) return draft
  const message = `The engine ${solver.name} made a plan that does not hold; please report this with the seed ${seed}.`
  throw new ExamError('refused', 'plan.does-not-hold', message, {violations: broken.slice(0, 20)})
}

/** What is stored of a plan that was solved. */
export function contentOf(hash: Hasher, {planned, draft, basis, body}: SolvedPlan): PlanContent {
  const terms = planCosts(planned.problem, draft)
  return {
    basis,
    problemDigest: hash.sha256(canonicalJson(planned.problem)),
    costs: {total: totalCost(terms), terms},
    body,
  }
}
