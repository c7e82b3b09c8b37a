import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {PlanId, RunId} from '../../ids.ts'
import {canonicalJson} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import {parsed} from '../../parsed.ts'
import {day} from '../../time.ts'
import type {OralPlan, OralProgress} from '../engine/orals/oral-problem.ts'
import {oralBound} from '../engine/orals/oral-bound.ts'
import {oralCost} from '../engine/orals/oral-cost.ts'
import {
  asOralJson,
  ORAL_RUN,
  type OralPlanCosts,
  type OralPlanOptions,
  type PlannedOrals,
  type UnplacedOral,
} from './oral-body.ts'
import {type OralCase, oralCases, type OralScope} from './oral-case.ts'
import {oralViolations} from './oral-checker.ts'
import {plannedOrals, unplacedOrals} from './planned-orals.ts'
import {type OralSolver, ORALS_HERE} from './oral-solver.ts'
import {type OralPlanSheet, oralPlanSheet} from './oral-plan-sheet.ts'
import type {PlanningStores} from '../store.ts'

/** What to plan, by codes, and how. Minutes; `proposals` is how much is tried. */
export const MakeOralPlan = z.strictObject({
  period: z.string().min(1),
  exams: z.array(z.string().min(1)).default([]).describe('Only these oral exams; none is all.'),
  from: z.string().optional(),
  to: z.string().optional(),
  dayParts: z.array(z.string()).default([]),
  examiners: z
    .array(z.string().min(1))
    .default([])
    .describe('Only these, who may hear every exam; none is all assessors.'),
  rooms: z.array(z.string().min(1)).default([]).describe('Only these rooms; none is all with exam seats.'),
  together: z
    .array(z.array(z.string().min(1)).min(2).max(2))
    .default([])
    .describe('Registrations heard together.'),
  grid: z.int().min(1).max(60).default(5).describe('Orals start at multiples of this.'),
  series: z.int().min(1).max(100).default(6).describe('Orals in a row before examiners have a break.'),
  breakMinutes: z.int().min(0).max(120).default(15),
  rest: z.int().min(0).max(240).default(10).describe('Between two orals of a student.'),
  changeover: z.int().min(0).max(60).default(0).describe('Between two students.'),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  proposals: z.int().min(0).max(1_000_000_000).default(1_000_000),
  dryRun: z.boolean().default(false),
})
type Wanted = z.output<typeof MakeOralPlan>

export type OralPlanningHow = Readonly<{
  /** Where the search runs; in the thread that asks, where nothing is said. */
  solver?: OralSolver
  signal?: AbortSignal | undefined
  onProgress?: (progress: Readonly<{location: string; progress: OralProgress}>) => void
}>

/** A plan that was made and checked, not stored yet. */
type Solved = Readonly<{
  scope: OralScope
  zone: string
  sessions: readonly PlannedOrals[]
  unplaced: readonly UnplacedOral[]
  costs: OralPlanCosts
}>

/** Sessions in one step of a run: each is a handful of rows, and a step takes at most a second. */
const ORAL_STEP = 10

/**
 * Plans oral exams of a period to the minute (feature P5): examiners, rooms and times for everybody who waits, around all that
 * is planned already; little waiting, few examiner half-days, few rooms. Stored as a draft that changes nothing until it is
 * applied. The same question on the same school gives the same plan; nothing is locked while the search runs.
 *
 * @throws ExamError `oral.nothing`, `oral.no-days`, `oral.no-examiners`, `oral.not-oral-exam`, `oral.does-not-hold` when the
 * checker refuses what the engine made
 */
export async function makeOralPlan(
  ctx: Context<PlanningStores>,
  input: z.input<typeof MakeOralPlan>,
  how: OralPlanningHow = {},
): Promise<OralPlanSheet> {
  const wanted = parsed(MakeOralPlan, input)
  const solved = await solveOrals(ctx, wanted, how)
  const {period} = solved.scope
  const options = (plan: PlanId): OralPlanOptions => ({
    period: period.code,
    plan,
    seed: wanted.seed,
    proposals: wanted.proposals,
    costs: solved.costs,
    unplaced: solved.unplaced,
  })
  if (wanted.dryRun)
    return oralPlanSheet(
      {code: '', state: 'planned', options: asOralJson(options(ctx.ids.next<PlanId>()))},
      solved.sessions,
      solved.zone,
    )
  return ctx.write('oral.plan', {lock: {period: [period.id]}}, async (stores, entry) => {
    const earlier = await stores.runs.all({kind: ORAL_RUN})
    const number = earlier.filter(({code}) => code.startsWith(`${period.code}-orals-`)).length + 1
    const run: Run = {
      id: ctx.ids.next<RunId>(),
      code: `${period.code}-orals-${number}`,
      kind: ORAL_RUN,
      state: 'planned',
      basedOn: ctx.hash.sha256(canonicalJson(asOralJson(solved.sessions))),
      summary: {period: period.code, sessions: solved.sessions.length, unplaced: solved.unplaced.length},
      options: asOralJson(options(ctx.ids.next<PlanId>())),
      steps: Math.ceil(solved.sessions.length / ORAL_STEP),
      nextStep: 0,
      createdBy: entry.person,
      createdAt: entry.now,
      appliedAt: null,
      undoneAt: null,
      version: 1,
    }
    await stores.runs.add([run])
    const steps = Array.from({length: run.steps}, (_, i) =>
      asOralJson(solved.sessions.slice(i * ORAL_STEP, (i + 1) * ORAL_STEP)),
    )
    await stores.runs.addSteps(run.id, steps)
    entry.note({
      about: ['run', run.id],
      facts: {code: run.code, sessions: solved.sessions.length, unplaced: solved.unplaced.length},
    })
    return oralPlanSheet(run, solved.sessions, solved.zone)
  })
}

async function solveOrals(ctx: Context<PlanningStores>, wanted: Wanted, how: OralPlanningHow): Promise<Solved> {
  const {scope, all} = await ctx.read('plan.read', async (stores, {now}) => {
    const scope = await scopeOf(stores, wanted)
    return {scope, all: await oralCases(stores, now, scope)}
  })
  const sessions: PlannedOrals[] = []
  const unplaced: UnplacedOral[] = []
  const costs: OralPlanCosts[] = []
  // One location after the other: examiners who sit at the first are taken at the next.
  const busy = new Map<string, readonly (readonly [number, number])[]>()
  for (const each of all.cases) {
    const one = withoutBusy(each, busy)
    const plan = await searched(one, wanted, how)
    refuseIfWrong(one, plan)
    sessions.push(...plannedOrals(ctx.ids, all, one, plan))
    unplaced.push(...unplacedOrals(all, one, plan))
    costs.push(costsOf(one, plan))
    for (const [oral, place] of plan.places.entries()) {
      if (!place) continue
      const span = [place.start, place.start + one.problem.orals[oral]!.minutes] as const
      for (const examiner of one.problem.panels[place.panel]!.examiners) {
        const {code} = one.problem.examiners[examiner]!
        busy.set(code, [...(busy.get(code) ?? []), span])
      }
    }
  }
  return {scope, zone: all.zone, sessions, unplaced, costs: summed(costs)}
}

async function scopeOf(stores: PlanningStores, wanted: Wanted): Promise<OralScope> {
  const period = await stores.periods.get(wanted.period)
  const all = (await stores.exams.all()).filter(({form}) => form === 'oral')
  const exams = []
  for (const code of wanted.exams) {
    const exam = await stores.exams.get(code)
    if (exam.form !== 'oral') {
      const message = `Exam ${code} is no oral exam; plan it with: ontrac plan make ${period.code} --exam ${code}`
      throw new ExamError('invalid', 'oral.not-oral-exam', message, {exam: code})
    }
    exams.push(exam)
  }
  const {grid, series, breakMinutes, rest, changeover} = wanted
  return {
    period,
    exams: exams.length > 0 ? exams : all,
    from: wanted.from === undefined ? null : day(wanted.from),
    to: wanted.to === undefined ? null : day(wanted.to),
    dayParts: wanted.dayParts.length > 0 ? wanted.dayParts : null,
    examiners: wanted.examiners,
    rooms: wanted.rooms,
    together: wanted.together,
    terms: {grid, series, breakMinutes, rest, changeover},
  }
}

function withoutBusy(one: OralCase, busy: ReadonlyMap<string, readonly (readonly [number, number])[]>): OralCase {
  const examiners = one.problem.examiners.map(({code, free}) => {
    const taken = busy.get(code) ?? []
    // A whole half-day elsewhere is gone: nobody travels between two students.
    const parts = one.problem.parts.filter(({from, to}) => taken.some(([start, end]) => start < to && from < end))
    const left = free.flatMap(([from, to]) =>
      parts.reduce<(readonly [number, number])[]>(
        (own, part) =>
          own.flatMap(([a, b]) =>
            [[a, Math.min(b, part.from)] as const, [Math.max(a, part.to), b] as const].filter(([x, y]) => x < y),
          ),
        [[from, to]],
      ),
    )
    return {code, free: left}
  })
  return {...one, problem: {...one.problem, examiners}}
}

async function searched(
  one: OralCase,
  {seed, proposals}: Wanted,
  {solver = ORALS_HERE, signal, onProgress}: OralPlanningHow,
): Promise<OralPlan> {
  let plan: OralPlan | undefined
  for await (const progress of solver(one.problem, {seed, proposals, signal})) {
    onProgress?.({location: one.location.code, progress})
    plan = progress.plan
  }
  return plan ?? {places: one.problem.orals.map(() => null)}
}

function refuseIfWrong({problem}: OralCase, plan: OralPlan): void {
  const violations = oralViolations(problem, plan)
  if (violations.length === 0) return
  throw new ExamError(
    'refused',
    'oral.does-not-hold',
    'The checker refuses what the search made; please report this.',
    {
      violations: violations.slice(0, 20),
    },
  )
}

function costsOf({problem}: OralCase, {places}: OralPlan): OralPlanCosts {
  return {...oralCost(problem, places), bound: oralBound(problem).total, gap: 0}
}

function summed(costs: readonly OralPlanCosts[]): OralPlanCosts {
  const sum = (name: keyof OralPlanCosts): number => Math.round(costs.reduce((all, each) => all + each[name], 0))
  const [total, bound] = [sum('total'), sum('bound')]
  const gap = bound === 0 ? 0 : Math.round(((total - bound) / bound) * 1000)
  return {
    total,
    unplaced: sum('unplaced'),
    opening: sum('opening'),
    idle: sum('idle'),
    waiting: sum('waiting'),
    split: sum('split'),
    bound,
    gap,
  }
}
