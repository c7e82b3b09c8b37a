import {z} from 'zod'
import type {Context} from '../../context.ts'
import type {Reason} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {planBounds} from './bounds.ts'
import {checkedSessions, type CheckedSession} from './checker.ts'
import {within} from './completion/stays.ts'
import type {PlanDraft, Problem} from '../engine/problem.ts'
import {unplannable} from './plannable.ts'
import {type PlanningCase, planningCase} from './planning-case.ts'
import {showUpOf} from './show-up.ts'
import {ANNEALING, type Solver} from './solver.ts'
import type {PlanningStores} from '../store.ts'
import {UNPLACED, type UnplacedReason, whyUnplaced} from './unplaced.ts'

export const ForecastDemand = z.strictObject({
  period: z.string().min(1),
  budget: z.int().min(1).max(10_000).default(1),
})

/** What is needed at the busiest day part, and what the school has then. */
export type Peak = Readonly<{needed: number; have: number; at: string | null}>

/** What a period will ask of the school, by what is registered until now. */
export type DemandForecast = Readonly<{
  period: string
  registrations: number
  /** Of them not decided on yet. */
  undecided: number
  students: number
  /** Registrations whose student may be expected to come (feature R8). */
  likelyToCome: number
  sessions: Readonly<{
    /** No plan has fewer. */
    least: number
    /** A trial plan has so many. */
    likely: number
  }>
  hoursOfSupervision: number
  peaks: Readonly<Record<'rooms' | 'seats' | 'computers' | 'quiet' | 'leads' | 'invigilators', Peak>>
  locations: readonly Readonly<{
    location: string
    registrations: number
    sessions: number
    students: number
    seats: number
  }>[]
  /** Who would have no place, counted by why. */
  without: readonly Readonly<{reason: UnplacedReason; why: string; registrations: number}>[]
  /** Exams planned by hand, such as orals. */
  byHand: PlanningCase['byHand']
  /** Why nothing can be planned at all. */
  problems: readonly Reason[]
}>

/**
 * Looks ahead before a period closes (feature R5): makes a trial plan of all that is registered or asked for until now, around
 * all that is fixed, and tells what it takes against what the school has. Stores nothing.
 *
 * @throws ExamError `period.not-found`, `plan.nothing`, `plan.no-days`
 */
export async function forecastDemand(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ForecastDemand>,
  solver: Solver = ANNEALING,
): Promise<DemandForecast> {
  const {period: key, budget} = parsed(ForecastDemand, input)
  const {period, planned, likely, agreed} = await ctx.read('demand.read', async (stores, {now}) => {
    const found = await stores.periods.get(key)
    const scope = {period: found, exams: null, from: null, to: null, dayParts: null, opens: true, undecided: true}
    const one = await planningCase(stores, now, scope)
    const rateOf = await showUpOf(stores)
    return {
      period: found,
      planned: one,
      likely: one.demand.reduce((sum, {examId}) => sum + rateOf(examId).rate, 0),
      agreed: new Set((await stores.planning.demand(found.id)).map(({registrationId}) => registrationId)),
    }
  })
  const {problem} = planned
  const problems = unplannable(planned)
  const draft = problems.length > 0 ? undefined : await trial(solver, problem, budget)
  return {
    period: period.code,
    registrations: planned.demand.length,
    undecided: planned.demand.filter(({registrationId}) => !agreed.has(registrationId)).length,
    students: problem.students.length,
    likelyToCome: Math.round(likely),
    ...takenBy(planned, draft ?? {opened: [], seatOf: problem.demands.map(() => -1)}),
    without: draft ? withoutPlace(problem, draft) : [],
    byHand: planned.byHand,
    problems,
  }
}

async function trial(solver: Solver, problem: Problem, budget: number): Promise<PlanDraft | undefined> {
  let draft: PlanDraft | undefined
  for await (const {plan} of solver.solve(problem, {seed: 1, budget})) draft = plan
  return draft
}

function takenBy(
  planned: PlanningCase,
  draft: PlanDraft,
): Pick<DemandForecast, 'sessions' | 'hoursOfSupervision' | 'peaks' | 'locations'> {
  const {problem, locations} = planned
  const sessions = checkedSessions(problem, draft)
  const opened = sessions.filter((session) => session.opened >= 0)
  const least = planBounds(problem).find(({name}) => name === 'sessions')?.amount ?? 0
  const minutes = opened.reduce((sum, {from, to, seated}) => sum + (to - from) * (1 + crewOf(problem, seated.size)), 0)
  return {
    sessions: {least, likely: opened.length},
    hoursOfSupervision: Math.ceil(minutes / 60),
    peaks: peaksOf(planned, opened),
    locations: locations.flatMap(({code}, index) => {
      const own = opened.filter(({location}) => location === index)
      const registrations = problem.demands.filter(({location}) => location === index).length
      if (own.length + registrations === 0) return []
      return [
        {
          location: code,
          registrations,
          sessions: own.length,
          students: own.reduce((sum, {seated}) => sum + seated.size, 0),
          seats: own.reduce((sum, {seats}) => sum + seats, 0),
        },
      ]
    }),
  }
}

function peaksOf(planned: PlanningCase, opened: readonly CheckedSession[]): DemandForecast['peaks'] {
  const {problem} = planned
  const {rooms, staff} = problem
  const usable = (from: number, to: number) =>
    rooms.filter(({seats, busy}) => seats > 0 && busy.every(([start, end]) => end <= from || to <= start))
  const there = (from: number, to: number, role: 'leads' | 'invigilates') =>
    staff.filter(
      (member) =>
        member[role] &&
        within([from, to], member.free) &&
        member.stays.every((stay) => stay.to <= from || to <= stay.from),
    ).length
  const sum = (sessions: readonly CheckedSession[], of: (session: CheckedSession) => number): number =>
    sessions.reduce((all, session) => all + of(session), 0)
  const users = (session: CheckedSession, needs: (demand: number) => boolean): number =>
    [...session.seated.values()].filter((own) => own.some(needs)).length
  const digital = (demand: number): boolean => problem.exams[problem.demands[demand]!.exam]!.computer
  const quiet = (demand: number): boolean => problem.demands[demand]!.features.includes('quiet')
  const peak = (
    needed: (sessions: readonly CheckedSession[]) => number,
    have: (from: number, to: number) => number,
  ): Peak => {
    const parts = problem.slots.map(({from, to}) => {
      const now = opened.filter((session) => session.from < to && from < session.to)
      return {from, needed: needed(now), have: have(from, to)}
    })
    const worst = parts.toSorted((a, b) => b.needed - b.have - (a.needed - a.have) || b.needed - a.needed)[0]
    if (!worst) return {needed: 0, have: 0, at: null}
    const {on, from} = planned.timeline.wallAt(worst.from)
    return {needed: worst.needed, have: worst.have, at: `${on} ${from}`}
  }
  const places = (of: (room: Problem['rooms'][number]) => number) => (from: number, to: number) =>
    usable(from, to).reduce((all, room) => all + of(room), 0)
  return {
    rooms: peak(
      (now) => new Set(now.map(({name}) => name)).size,
      places(() => 1),
    ),
    seats: peak(
      (now) => sum(now, ({seated}) => seated.size),
      places(({seats}) => seats),
    ),
    computers: peak(
      (now) => sum(now, (session) => users(session, digital)),
      places(({computers}) => computers),
    ),
    quiet: peak(
      (now) => sum(now, (session) => users(session, quiet)),
      places(({seats, features}) => (features.includes('quiet') ? seats : 0)),
    ),
    leads: peak(
      (now) => now.length,
      (from, to) => there(from, to, 'leads'),
    ),
    invigilators: peak(
      (now) => sum(now, ({seated}) => crewOf(problem, seated.size)),
      (from, to) => there(from, to, 'invigilates'),
    ),
  }
}

function crewOf({invigilatorsPer}: Problem, students: number): number {
  return Math.ceil(students / invigilatorsPer)
}

function withoutPlace(problem: Problem, draft: PlanDraft): DemandForecast['without'] {
  const reasons = [...draft.seatOf.keys()]
    .filter((demand) => draft.seatOf[demand]! < 0)
    .map((demand) => whyUnplaced(problem, draft, problem.demands[demand]!))
  return [...Map.groupBy(reasons, (reason) => reason)]
    .map(([reason, {length}]) => ({reason, why: UNPLACED[reason], registrations: length}))
    .toSorted((a, b) => b.registrations - a.registrations)
}
