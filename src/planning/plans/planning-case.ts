import {ExamError} from '../../errors.ts'
import type {LocationId, PersonId} from '../../ids.ts'
import type {Exam, Location, Period, Room} from '../../institution/model.ts'
import type {Policy} from '../../institution/policy.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {type Day, dayOf, type Instant, plusMinutes, type Span} from '../../time.ts'
import {weightsOf} from './constraints.ts'
import type {Problem, ProblemStudent, Stay} from '../engine/problem.ts'
import {type FixedCase, fixedCases} from './fixed-sessions.ts'
import {freeStretches} from '../sessions/free-stretches.ts'
import {problemDemands, problemExam, problemRooms, stay} from './problem-parts.ts'
import {newestVersions} from '../sessions/newest-versions.ts'
import type {OfferedExam} from '../sessions/session-wish.ts'
import type {Availability, Engagement, PlanningStores, StaffMember, UnplacedDemand} from '../store.ts'
import {allowedSpans, takingWindow} from '../sessions/taking-window.ts'
import {type Timeline, timelineOf} from '../sessions/timeline.ts'
import {travelBy} from '../sessions/travel.ts'

/** What is planned: all exams of the period or some, on all its days or some. */
export type PlanningScope = Readonly<{
  period: Period
  exams: readonly Exam[] | null
  from: Day | null
  to: Day | null
  dayParts: readonly string[] | null
  /** False gives out seats that are left and opens no session. */
  opens: boolean
  /**
   * Everybody who needs or has a place, and every seat of the sessions that can still change: the plan as it stands. Without
   * it only those without a place, and the seats that are left.
   */
  standing?: boolean
  /** Registrations on which the team has not decided yet count too, to look ahead. */
  undecided?: boolean
}>

/** Exams that are not planned in clusters, with how many registrations wait for a plan by hand. */
export type ByHand = Readonly<{exam: string; form: Exam['form']; registrations: number}>

/** A problem, and what each of its indexes stands for. */
export type PlanningCase = Readonly<{
  problem: Problem
  timeline: Timeline
  zone: string
  rooms: readonly Room[]
  locations: readonly Location[]
  exams: readonly OfferedExam[]
  demand: readonly UnplacedDemand[]
  fixed: readonly FixedCase[]
  staff: readonly StaffMember[]
  byHand: readonly ByHand[]
}>

/**
 * Reads all that a plan depends on, over all periods, in a number of queries that does not grow with the school but by the
 * thousand. Registrations that have a place in an applied plan are no part of it.
 *
 * @throws ExamError `plan.nothing` when no registration waits for a plan, `plan.unknown-term`, `exam.no-version`
 */
export async function planningCase(stores: PlanningStores, now: Instant, scope: PlanningScope): Promise<PlanningCase> {
  const {zone, policy} = await theInstitution(stores)
  const all = (
    await stores.planning.demand(
      scope.period.id,
      scope.exams?.map(({id}) => id),
      scope.standing,
      scope.undecided ? ['agreed', 'wanted'] : ['agreed'],
    )
  ).filter(({promised}) => scope.standing || promised === null)
  const exams = new Map(
    (await stores.exams.history({id: [...new Set(all.map(({examId}) => examId))]})).map((exam) => [exam.id, exam]),
  )
  const isByHand = ({examId}: UnplacedDemand): boolean => ['oral', 'practical'].includes(exams.get(examId)?.form ?? '')
  const clustered = all.filter((each) => !isByHand(each))
  if (clustered.length === 0) throw nothingToPlan(scope.period, all.length)
  const offered = await newestVersions(
    stores,
    [...exams.values()].filter(({form}) => form !== 'oral' && form !== 'practical'),
  )
  const windows = await examWindows(stores, scope.period, offered, zone)
  const timeline = timelineFor(scope, windows, now, policy, zone)
  const locations = await stores.locations.all()
  const rooms = await stores.rooms.all()
  const known = {exams: offered, rooms, locations, demand: clustered}
  const fixed = await fixedCases(stores, now, scope.period, timeline, known, scope.standing)
  const changing = new Set(scope.standing ? fixed.sessions.map(({session}) => session.id) : [])
  // Who sits in a session that can no longer change stays there, and is elsewhere for all others.
  const demand = clustered.filter(({seatedIn}) => seatedIn === null || changing.has(seatedIn))
  const persons = [...new Set(demand.map(({personId}) => personId))]
  const staff = scope.opens ? await stores.planning.staff(timeline.days[0] as Day) : []
  const availability = await stores.planning.availability(
    [...new Set([...persons, ...staff.map(({personId}) => personId)])],
    timeline.span,
  )
  const promises = await stores.planning.promises(persons, timeline.span)
  const free = freeStretches(timeline)
  const place = indexOfLocation(locations)
  const staysOf = (engagements: readonly Engagement[]): Stay[] => engagements.map((each) => stay(timeline, each, place))
  const index = new Map(persons.map((person, i) => [person, i]))
  const timeOf = (person: PersonId): Availability =>
    availability.get(person) ?? {days: [], groupDays: [], blocks: [], engagements: []}
  const elsewhere = (person: PersonId): readonly Engagement[] =>
    [...timeOf(person).engagements, ...(promises.get(person) ?? [])].filter(({sessionId}) => !changing.has(sessionId))
  const travel = travelBy(await stores.planning.distances(), policy.travelMinutes)
  const student = (person: PersonId, code: string): ProblemStudent => ({
    code,
    free: free(timeOf(person)),
    stays: staysOf(elsewhere(person)),
  })
  const codes = new Map(demand.map(({personId, student: code}) => [personId, code]))
  const problem: Problem = {
    rooms: await problemRooms(stores, rooms, timeline, place, changing),
    slots: timeline.slots,
    exams: offered.map((each, i) =>
      problemExam(each, windows[i] ?? [], timeline, fixed.starts.get(each.exam.id) ?? []),
    ),
    students: persons.map((person) => student(person, codes.get(person) ?? '')),
    demands: await problemDemands(stores, demand, offered, index, place, timeline.days[0] as Day),
    fixed: fixed.sessions.map(({problem: each}) => each),
    staff: staff.map(({personId, code, leads, invigilates}) => ({...student(personId, code), leads, invigilates})),
    travel: locations.map((a) => locations.map((b) => travel(a.id, b.id))),
    between: policy.betweenExamsMinutes,
    turnaround: policy.turnaroundMinutes,
    invigilatorsPer: policy.invigilatorsPer,
    opens: scope.opens,
    weights: weightsOf(policy.planWeights),
  }
  return {
    problem,
    timeline,
    zone,
    rooms,
    locations,
    exams: offered,
    demand,
    fixed: fixed.sessions,
    staff,
    byHand: countByHand(all.filter(isByHand), exams),
  }
}

function nothingToPlan({code}: Period, byHand: number): ExamError {
  const message =
    byHand > 0
      ? `All that waits for a plan in period ${code} are oral and practical exams; plan those with: ontrac oral make ${code}, ontrac session create`
      : `No agreed registration of period ${code} waits for a place. See the demand with: ontrac demand show ${code}`
  return new ExamError('refused', 'plan.nothing', message, {period: code, byHand})
}

async function examWindows(
  stores: PlanningStores,
  period: Period,
  offered: readonly OfferedExam[],
  zone: string,
): Promise<readonly (readonly Span[])[]> {
  const own = await stores.periodWindows.all({periodId: period.id, kind: 'taking'})
  const national = await stores.examWindows.all({periodCode: period.code})
  return offered.map(({exam}) => allowedSpans(takingWindow(exam, period, own, national, zone)))
}

/** The days on which anything may be taken, from now on, within what was asked for. */
function timelineFor(
  {period, from, to, dayParts}: PlanningScope,
  windows: readonly (readonly Span[])[],
  now: Instant,
  policy: Policy,
  zone: string,
): Timeline {
  const spans = windows.flat()
  const starts = spans.map(({startsAt}) => dayOf(startsAt, zone))
  const ends = spans.map(({endsAt}) => dayOf(plusMinutes(endsAt, -1), zone))
  const first = [starts.toSorted()[0] ?? period.fromOn, dayOf(now, zone), ...(from ? [from] : [])]
    .toSorted()
    .at(-1) as Day
  const last = [ends.toSorted().at(-1) ?? period.toOn, ...(to ? [to] : [])].toSorted()[0] as Day
  if (first > last) {
    const message = `No day is left between ${first} and ${last}: see when exams are taken with: ontrac period windows ${period.code}`
    throw new ExamError('refused', 'plan.no-days', message, {first, last})
  }
  return timelineOf(first, last, dayParts ?? policy.dayParts, zone)
}

function indexOfLocation(locations: readonly Location[]): (location: LocationId | null) => number {
  const index = new Map(locations.map(({id}, i) => [id, i]))
  return (location) => (location === null ? -1 : (index.get(location) ?? -1))
}

function countByHand(demand: readonly UnplacedDemand[], exams: ReadonlyMap<string, Exam>): ByHand[] {
  return [...Map.groupBy(demand, ({examId}) => examId)].map(([id, {length}]) => {
    const exam = exams.get(id) as Exam
    return {exam: exam.code, form: exam.form, registrations: length}
  })
}
