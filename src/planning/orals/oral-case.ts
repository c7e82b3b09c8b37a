import {ExamError} from '../../errors.ts'
import type {LocationId, PersonId} from '../../ids.ts'
import type {Exam, Location, Period, Room} from '../../institution/model.ts'
import {needsFor} from '../../institution/people/personal-needs.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {type Day, dayOf, type Instant, plusMinutes} from '../../time.ts'
import {
  type Oral,
  type OralPart,
  type OralProblem,
  type OralStretch,
  ORAL_WEIGHTS,
} from '../engine/orals/oral-problem.ts'
import {needsOf} from '../sessions/expected-minutes.ts'
import {freeStretches} from '../sessions/free-stretches.ts'
import {newestVersions} from '../sessions/newest-versions.ts'
import type {OfferedExam} from '../sessions/session-wish.ts'
import type {Availability, Engagement, Examiner, PlanningStores, UnplacedDemand} from '../store.ts'
import {allowedSpans, takingWindow} from '../sessions/taking-window.ts'
import {type Timeline, timelineOf} from '../sessions/timeline.ts'
import {type Travel, travelBy} from '../sessions/travel.ts'

/** How orals are heard, beside what each exam says. Minutes. */
export type OralTerms = Readonly<{
  grid: number
  series: number
  breakMinutes: number
  rest: number
  /** Between two students. */
  changeover: number
}>

/** What is planned, looked up. `examiners` are staff codes; without them all who hold the role of assessor. */
export type OralScope = Readonly<{
  period: Period
  exams: readonly Exam[]
  from: Day | null
  to: Day | null
  dayParts: readonly string[] | null
  examiners: readonly string[]
  rooms: readonly string[]
  /** Registrations by code that are heard together. */
  together: readonly (readonly string[])[]
  terms: OralTerms
}>

/** A problem of one location, and what each of its indexes stands for. */
export type OralCase = Readonly<{
  problem: OralProblem
  location: Location
  rooms: readonly Room[]
  examiners: readonly Examiner[]
  /** The demands of each oral, one for each student. */
  demands: readonly (readonly UnplacedDemand[])[]
}>

/** All locations with orals to plan, and what they have in common. */
export type OralCases = Readonly<{
  timeline: Timeline
  zone: string
  offered: ReadonlyMap<string, OfferedExam>
  cases: readonly OralCase[]
}>

/**
 * Reads all that a plan of orals depends on: demand, examiners with their competence (the exams in the scope of their role),
 * everybody's days, blocks, duties and seats, and rooms that are free.
 *
 * @throws ExamError `oral.nothing`, `oral.no-days`, `oral.no-examiners`, `oral.no-rooms`, `exam.no-version`
 */
export async function oralCases(stores: PlanningStores, now: Instant, scope: OralScope): Promise<OralCases> {
  const {zone, policy} = await theInstitution(stores)
  const demand = await demandOf(stores, scope)
  const exams = scope.exams.filter(({id}) => demand.some(({examId}) => examId === id))
  const offered = new Map((await newestVersions(stores, exams)).map((each) => [each.exam.id, each]))
  const timeline = await daysFor(stores, scope, exams, now, {zone, dayParts: scope.dayParts ?? policy.dayParts})
  const examiners = await examinersFor(stores, scope, timeline.days[0] as Day)
  const people = [...new Set([...demand, ...examiners].map(({personId}) => personId))]
  const reading = {
    stores,
    scope,
    timeline,
    offered,
    examiners,
    needs: await needsOf(stores, [...new Set(demand.map(({personId}) => personId))]),
    availability: await stores.planning.availability(people, timeline.span),
    promises: await stores.planning.promises(people, timeline.span),
    travel: travelBy(await stores.planning.distances(), policy.travelMinutes),
    turnaround: policy.turnaroundMinutes,
    free: freeStretches(timeline),
  }
  const locations = await stores.locations.all()
  const usual = await usualLocation(stores, scope, demand, locations)
  const cases: OralCase[] = []
  for (const location of locations) {
    const own = demand.filter(({locationId}) => (locationId ?? usual) === location.id)
    if (own.length > 0) cases.push(await caseAt(reading, location, own))
  }
  return {timeline, zone, offered, cases}
}

async function demandOf(stores: PlanningStores, {period, exams}: OralScope): Promise<readonly UnplacedDemand[]> {
  const all = await stores.planning.demand(
    period.id,
    exams.map(({id}) => id),
  )
  const waiting = all.filter(({promised}) => promised === null)
  if (waiting.length > 0) return waiting
  const message = `No agreed registration of period ${period.code} waits for an oral. See the demand with: ontrac demand show ${period.code}`
  throw new ExamError('refused', 'oral.nothing', message, {period: period.code})
}

async function usualLocation(
  stores: PlanningStores,
  scope: OralScope,
  demand: readonly UnplacedDemand[],
  locations: readonly Location[],
): Promise<LocationId | undefined> {
  const [room] = scope.rooms.length > 0 ? await stores.rooms.all({code: scope.rooms}) : []
  return room?.locationId ?? demand.find(({locationId}) => locationId !== null)?.locationId ?? locations[0]?.id
}

async function daysFor(
  stores: PlanningStores,
  {period, from, to}: OralScope,
  exams: readonly Exam[],
  now: Instant,
  {zone, dayParts}: Readonly<{zone: string; dayParts: readonly string[]}>,
): Promise<Timeline> {
  const own = await stores.periodWindows.all({periodId: period.id, kind: 'taking'})
  const national = await stores.examWindows.all({periodCode: period.code})
  // Days on which all of them may be taken; exams with other windows are planned on their own with --exam.
  const windows = exams.map((exam) => allowedSpans(takingWindow(exam, period, own, national, zone)))
  const starts = windows.map((spans) => spans.map(({startsAt}) => startsAt).toSorted()[0]!)
  const ends = windows.map((spans) =>
    spans
      .map(({endsAt}) => endsAt)
      .toSorted()
      .at(-1)!,
  )
  const first = [...starts.map((at) => dayOf(at, zone)), dayOf(plusMinutes(now, 1_440), zone), ...(from ? [from] : [])]
    .toSorted()
    .at(-1)!
  const last = [...ends.map((at) => dayOf(plusMinutes(at, -1), zone)), ...(to ? [to] : [])].toSorted()[0]!
  if (first <= last) {
    const timeline = timelineOf(first, last, dayParts, zone)
    if (timeline.slots.length > 0) return timeline
  }
  const message = `No day is left for these orals between ${first} and ${last}: choose other days with --from and --to, or see: ontrac period windows ${period.code}`
  throw new ExamError('refused', 'oral.no-days', message, {first, last})
}

async function examinersFor(stores: PlanningStores, {examiners}: OralScope, on: Day): Promise<readonly Examiner[]> {
  if (examiners.length === 0) {
    const all = await stores.planning.examiners(on)
    if (all.length > 0) return all
    const message =
      'Nobody holds the role of assessor; give it with: ontrac user grant, or name examiners with --examiner.'
    throw new ExamError('refused', 'oral.no-examiners', message)
  }
  const people = await stores.persons.all({staffCode: [...examiners]})
  return examiners.map((code) => {
    const person = people.find(({staffCode}) => staffCode === code)
    if (!person)
      throw new ExamError(
        'not-found',
        'staff.not-found',
        `There is no employee "${code}". List them with: ontrac staff list`,
        {
          what: 'staff',
          key: code,
        },
      )
    return {personId: person.id, code, examIds: null, locationIds: null}
  })
}

type Reading = Readonly<{
  stores: PlanningStores
  scope: OralScope
  timeline: Timeline
  offered: ReadonlyMap<string, OfferedExam>
  examiners: readonly Examiner[]
  needs: Awaited<ReturnType<typeof needsOf>>
  availability: ReadonlyMap<PersonId, Availability>
  promises: ReadonlyMap<PersonId, readonly Engagement[]>
  travel: Travel
  turnaround: number
  free: ReturnType<typeof freeStretches>
}>

async function caseAt(reading: Reading, location: Location, demand: readonly UnplacedDemand[]): Promise<OralCase> {
  const {scope, timeline, examiners: all} = reading
  const examiners = all.filter(({locationIds}) => locationIds === null || locationIds.includes(location.id))
  const {rooms, free} = await roomsAt(reading, location)
  const before = Math.max(
    0,
    ...[...reading.offered.values()].map(({exam}) => roundUp(exam.rules.preparationMinutes, scope.terms.grid)),
  )
  const parts = timeline.slots.map((slot): OralPart => ({
    ...slot,
    rooms: free.filter((own) => own.some(([from, to]) => from <= slot.from - before && slot.to <= to)).length,
  }))
  const demands = grouped(demand, scope.together)
  const students = [...new Map(demand.map(({personId, student}) => [personId, student]))]
  const panels = panelsFor(examiners, reading.offered)
  const index = new Map(students.map(([person], i) => [person, i]))
  const problem: OralProblem = {
    grid: scope.terms.grid,
    parts,
    examiners: examiners.map(({personId, code}) => ({code, free: after(before, freeAt(reading, location, personId))})),
    panels: panels.map((members) => ({examiners: members})),
    students: students.map(([person, code]) => ({code, free: freeAt(reading, location, person)})),
    orals: demands.map((own) => oralOf(reading, own, index, examiners, panels)),
    rooms: rooms.map(({code}, i) => ({code, free: free[i] ?? []})),
    series: scope.terms.series,
    breakMinutes: scope.terms.breakMinutes,
    rest: scope.terms.rest,
    weights: ORAL_WEIGHTS,
  }
  return {problem, location, rooms, examiners, demands}
}

async function roomsAt({stores, scope, timeline, turnaround}: Reading, location: Location) {
  const all = await stores.rooms.all({locationId: location.id})
  const rooms = all
    .filter(({code, examSeats}) => (scope.rooms.length > 0 ? scope.rooms.includes(code) : examSeats > 0))
    // Small rooms first: large ones are for clusters.
    .toSorted((a, b) => a.examSeats - b.examSeats || (a.code < b.code ? -1 : 1))
  const ids = rooms.map(({id}) => id)
  const bookings = Map.groupBy(await stores.planning.bookings(ids, timeline.span), ({roomId}) => roomId)
  const blocks = await stores.planning.blocks(ids, [location.id], timeline.span)
  const whole: OralStretch = timeline.stretch(timeline.span)
  const free = rooms.map(({id}) => {
    const taken = [
      ...(bookings.get(id) ?? []),
      ...blocks.filter((block) => block.roomId === id || block.locationId === location.id),
    ]
    return taken.reduce<readonly OralStretch[]>(
      (left, span) => without(left, wider(timeline.stretch(span), turnaround)),
      [whole],
    )
  })
  return {rooms, free}
}

/** When somebody can be at a location: his hours, less where he is already and the way from there. */
function freeAt(
  {availability, promises, free, timeline, travel}: Reading,
  location: Location,
  person: PersonId,
): readonly OralStretch[] {
  const own = availability.get(person) ?? {days: [], groupDays: [], blocks: [], engagements: []}
  return [...own.engagements, ...(promises.get(person) ?? [])].reduce<readonly OralStretch[]>(
    (left, stay) => without(left, wider(timeline.stretch(stay), travel(stay.locationId, location.id))),
    free(own),
  )
}

/** An examiner's duty begins with the session, when the first student comes to prepare: he is free that much earlier. */
function after(minutes: number, free: readonly OralStretch[]): readonly OralStretch[] {
  return free.map(([from, to]): OralStretch => [from + minutes, to]).filter(([from, to]) => from < to)
}

function wider([from, to]: OralStretch, by: number): OralStretch {
  return [from - by, to + by]
}

function without(free: readonly OralStretch[], [from, to]: OralStretch): readonly OralStretch[] {
  return free.flatMap(([opens, closes]): OralStretch[] => {
    if (to <= opens || closes <= from) return [[opens, closes]]
    return [[opens, from] as const, [to, closes] as const].filter(([start, end]) => start < end)
  })
}

/** Registrations that are heard together in one, all others each by itself. */
function grouped(
  demand: readonly UnplacedDemand[],
  together: OralScope['together'],
): readonly (readonly UnplacedDemand[])[] {
  const pairs = together
    .map((codes) => demand.filter(({code}) => codes.includes(code)))
    .filter(({length}) => length > 0)
  const paired = new Set(pairs.flat())
  return [...pairs, ...demand.filter((one) => !paired.has(one)).map((one) => [one])]
}

function oralOf(
  {offered, scope, needs, timeline}: Reading,
  own: readonly UnplacedDemand[],
  students: ReadonlyMap<PersonId, number>,
  examiners: readonly Examiner[],
  panels: readonly (readonly number[])[],
): Oral {
  const {exam, version} = offered.get(own[0]!.examId)!
  const {grid, changeover} = scope.terms
  const extra = Math.max(
    ...own.map(
      ({personId}) => needsFor(needs.get(personId) ?? [], exam, version, timeline.days[0] as Day).extraMinutes,
    ),
  )
  const competent = (examiner: number): boolean => {
    const {examIds} = examiners[examiner]!
    return examIds === null || examIds.includes(exam.id)
  }
  return {
    key: own.map(({code}) => code).join('+'),
    students: own.map(({personId}) => students.get(personId)!),
    minutes: roundUp(version.minutes + extra + changeover, grid),
    preparation: roundUp(exam.rules.preparationMinutes, grid),
    panels: panels.flatMap((members, panel) =>
      members.length === exam.rules.examiners && members.every(competent) ? [panel] : [],
    ),
  }
}

/** One examiner each, and all pairs where an exam is heard by two. */
function panelsFor(
  examiners: readonly Examiner[],
  offered: ReadonlyMap<string, OfferedExam>,
): readonly (readonly number[])[] {
  const sizes = new Set([...offered.values()].map(({exam}) => exam.rules.examiners))
  const all = examiners.map((_, i) => i)
  return [
    ...(sizes.has(1) ? all.map((i) => [i]) : []),
    ...(sizes.has(2) ? all.flatMap((i) => all.slice(i + 1).map((j) => [i, j])) : []),
  ]
}

function roundUp(minutes: number, grid: number): number {
  return Math.ceil(minutes / grid) * grid
}
