import type {Barrier} from './barriers.ts'
import {ownInTheWay, scarce, type Seating, seatingOf, type Sitting} from './completion/seating.ts'
import {meet, within} from './completion/stays.ts'
import type {PlanDraft, Problem, Stay} from '../engine/problem.ts'

/** A place that a registration could have, in a session there is or in a new one, and what stands in its way there. */
export type PlaceOption = Readonly<{
  /** The index of the session; -1 is a new one in `room`. */
  session: number
  room: number
  from: number
  barriers: readonly Barrier[]
}>

/** Minutes between two starts that are tried for a new session. */
const STEP = 15

/** Every place that a registration could have in a plan, the rest of which stays as it is, with all that is in its way. */
export function optionsFor(problem: Problem, draft: PlanDraft, demand: number): PlaceOption[] {
  const seatOf = draft.seatOf.map((session, each) => (each === demand ? -1 : session))
  const seating = seatingOf(problem, {opened: draft.opened, seatOf})
  const own = ownStays(seating, problem.demands[demand]!.student)
  const there = seating.sittings
    .filter(({exams}) => exams.has(problem.demands[demand]!.exam))
    .map((sitting) => ({
      session: sitting.index,
      room: -1,
      from: sitting.from,
      barriers: barriersIn(seating, demand, sitting, own),
    }))
  return [...there, ...newSessions(problem, draft, demand, own)]
}

function barriersIn(seating: Seating, demand: number, sitting: Sitting, own: readonly OwnStay[]): Barrier[] {
  const {problem} = seating
  const {minutes, exam, student} = problem.demands[demand]!
  const found = new Set(timeBarriers(problem, demand, sitting, own, sitting.index))
  if (sitting.from + minutes > sitting.to) found.add('day-parts')
  // He sits there for another exam that this one may not follow.
  if (sitting.seated.has(student) && ownInTheWay(seating, demand, sitting) === undefined) found.add('other-exam')
  if (lacksFeature(problem, demand, [...sitting.features])) found.add('features')
  const what = problem.exams[exam]!
  const short = scarce(seating, demand, sitting)
  if (short === 'computers' || (what.computer && sitting.computers === 0)) found.add('computers')
  else if (short) found.add('full')
  return [...found]
}

function newSessions(problem: Problem, {opened}: PlanDraft, demand: number, own: readonly OwnStay[]): PlaceOption[] {
  const {exam, minutes} = problem.demands[demand]!
  const what = problem.exams[exam]!
  const started = opened.filter(({exams}) => exams.includes(exam)).map(({from}) => from)
  const only = what.once ? [...what.starts, ...started] : []
  return problem.slots.flatMap((slot) => {
    const starts = new Set(only.filter((from) => slot.from <= from && from < slot.to))
    for (let from = slot.from; from < slot.to; from += STEP) starts.add(from)
    return [...starts].flatMap((from) =>
      [...problem.rooms.keys()]
        .filter((room) => problem.rooms[room]!.seats > 0)
        .map((room): PlaceOption => {
          const {location, features, computers} = problem.rooms[room]!
          const found = new Set(timeBarriers(problem, demand, {from, location}, own, -1))
          if (!problem.opens) found.add('no-session')
          if (from + minutes > slot.to) found.add('day-parts')
          if (only.length > 0 && !only.includes(from)) found.add('one-moment')
          if (what.computer && computers === 0) found.add('computers')
          if (lacksFeature(problem, demand, features)) found.add('features')
          if (!isFree(problem, opened, room, from, from + minutes)) found.add('taken')
          return {session: -1, room, from, barriers: [...found]}
        }),
    )
  })
}

/** Where the student is by the plan, by session. */
type OwnStay = Stay & Readonly<{session: number}>

function ownStays({problem, sittings}: Seating, student: number): OwnStay[] {
  return sittings.flatMap(({index, from, location, seated}) => {
    const demands = seated.get(student)
    if (!demands) return []
    const minutes = demands.reduce((sum, each) => sum + problem.demands[each]!.minutes, 0)
    return [{session: index, from, to: from + minutes + problem.between * (demands.length - 1), location}]
  })
}

function timeBarriers(
  problem: Problem,
  demand: number,
  {from, location}: Readonly<{from: number; location: number}>,
  own: readonly OwnStay[],
  session: number,
): Barrier[] {
  const {exam, student, minutes} = problem.demands[demand]!
  const stay: Stay = {from, to: from + minutes, location}
  const {free, stays} = problem.students[student]!
  return [
    ...(within([stay.from, stay.to], free) ? [] : ['school-days' as const]),
    ...(stays.some((other) => meet(problem, stay, other)) ? ['elsewhere' as const] : []),
    ...(own.some((other) => other.session !== session && meet(problem, stay, other)) ? ['other-exam' as const] : []),
    ...(within([stay.from, stay.to], problem.exams[exam]!.windows) ? [] : ['window' as const]),
  ]
}

function lacksFeature({demands, exams}: Problem, demand: number, features: readonly string[]): boolean {
  const {exam, features: own} = demands[demand]!
  return [...own, ...exams[exam]!.features].some((feature) => !features.includes(feature))
}

function isFree({rooms, turnaround}: Problem, opened: PlanDraft['opened'], room: number, from: number, to: number) {
  return (
    rooms[room]!.busy.every(([start, end]) => end <= from || to <= start) &&
    opened.every((other) => other.room !== room || other.to + turnaround <= from || to + turnaround <= other.from)
  )
}
