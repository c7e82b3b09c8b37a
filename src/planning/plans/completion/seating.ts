import type {Demand, PlanDraft, Problem, Stay, Stretch} from '../../engine/problem.ts'
import {meet, within} from './stays.ts'

/** Seats of a session that are kept for some students; the others are everybody's. */
export type KeptSeats = Readonly<{seats: number; students: ReadonlySet<number>}>

/** A session, fixed or opened, with who sits in it: by student the registrations he takes there. */
export type Sitting = Readonly<{
  index: number
  from: number
  to: number
  location: number
  exams: ReadonlySet<number>
  seats: number
  computers: number
  /** Everybody in it needs a computer: its seats are one pool and a digital exam is on offer. */
  digital: boolean
  features: ReadonlySet<string>
  kept: readonly KeptSeats[]
  seated: Map<number, number[]>
}>

/** Which sessions keep seats for whom, by index of the session. */
export type Keeping = ReadonlyMap<number, readonly KeptSeats[]>

/**
 * Who sits where in sessions that stay as they are. Changed by {@link sit}, {@link rise} and {@link back} only, so that a
 * trial can be taken back.
 */
export type Seating = Readonly<{
  problem: Problem
  sittings: readonly Sitting[]
  /** By registration: its session, or -1. */
  seatOf: number[]
  ofStudent: readonly (readonly number[])[]
  journal: {demand: number; from: number}[]
}>

/** What a search for seats may look at and change. */
export type Search = Readonly<{
  seating: Seating
  /** Sessions in which a registration could sit, were they empty: at its own location first. */
  domains: (demand: number) => readonly number[]
  /** Whether a registration may get another seat than it has. */
  movable: (demand: number) => boolean
}>

/** Lays out a plan's sessions, fixed ones first, with the seats that the plan gives out in them. */
export function seatingOf(problem: Problem, plan: PlanDraft, keeping: Keeping = new Map()): Seating {
  const fixed = problem.fixed.map((session, index) => sittingOf(session, index, false, keeping))
  const opened = plan.opened.map(({room, from, to, exams}, i) => {
    const digital = exams.some((exam) => problem.exams[exam]!.computer)
    return sittingOf({...problem.rooms[room]!, from, to, exams}, fixed.length + i, digital, keeping)
  })
  const ofStudent: number[][] = problem.students.map(() => [])
  for (const [demand, {student}] of problem.demands.entries()) ofStudent[student]!.push(demand)
  const seating = {
    problem,
    sittings: [...fixed, ...opened],
    seatOf: problem.demands.map(() => -1),
    ofStudent,
    journal: [],
  }
  for (const [demand, session] of plan.seatOf.entries()) if (session >= 0) sit(seating, demand, session)
  seating.journal.length = 0
  return seating
}

type Given = Readonly<{
  from: number
  to: number
  location: number
  exams: readonly number[]
  seats: number
  computers: number
  features: readonly string[]
}>

function sittingOf(given: Given, index: number, digital: boolean, keeping: Keeping): Sitting {
  const {from, to, location, seats, computers} = given
  return {
    index,
    from,
    to,
    location,
    seats,
    computers,
    digital,
    exams: new Set(given.exams),
    features: new Set(given.features),
    kept: keeping.get(index) ?? [],
    seated: new Map(),
  }
}

/** Gives a registration a seat, whether or not there is one. */
export function sit({problem, sittings, seatOf, journal}: Seating, demand: number, session: number): void {
  const {student} = problem.demands[demand]!
  const {seated} = sittings[session]!
  seated.set(student, [...(seated.get(student) ?? []), demand])
  journal.push({demand, from: -1})
  seatOf[demand] = session
}

/** Takes a registration from its seat. */
export function rise({problem, sittings, seatOf, journal}: Seating, demand: number): void {
  const session = seatOf[demand]!
  const {student} = problem.demands[demand]!
  const {seated} = sittings[session]!
  const rest = seated.get(student)!.filter((each) => each !== demand)
  if (rest.length > 0) seated.set(student, rest)
  else seated.delete(student)
  journal.push({demand, from: session})
  seatOf[demand] = -1
}

/** Takes back all that was done since the journal was this long. */
export function back(seating: Seating, mark: number): void {
  const {journal} = seating
  while (journal.length > mark) {
    const {demand, from} = journal.pop()!
    if (from < 0) rise(seating, demand)
    else sit(seating, demand, from)
    journal.pop()
  }
}

/** Whether exam, room, time and everything fixed let a registration sit in a session, were it empty and he free. */
export function suits({problem}: Seating, demand: number, sitting: Sitting): boolean {
  const {exam, student, minutes, features} = problem.demands[demand]!
  if (!sitting.exams.has(exam) || sitting.from + minutes > sitting.to) return false
  const what = problem.exams[exam]!
  if (what.computer && sitting.computers === 0) return false
  if ([...features, ...what.features].some((feature) => !sitting.features.has(feature))) return false
  const stay: Stay = {from: sitting.from, to: sitting.from + minutes, location: sitting.location}
  const {free, stays} = problem.students[student]!
  return (
    within([stay.from, stay.to], what.windows) &&
    within([stay.from, stay.to], free) &&
    !stays.some((other) => meet(problem, stay, other))
  )
}

/** The time that a student would hold his seat with one more registration on it; undefined when they do not go together. */
function stayWith({problem}: Seating, {from, to, location, seated}: Sitting, demand: number): Stay | undefined {
  const wanted = problem.demands[demand]!
  const own = seated.get(wanted.student) ?? []
  if (own.length > 0 && !own.every((other) => mayFollow(problem, problem.demands[other]!, wanted))) return undefined
  const all = [...own, demand]
  const stay: Stay = {from, to: from + minutesOf(problem, all), location}
  const {free, stays} = problem.students[wanted.student]!
  const span: Stretch = [stay.from, stay.to]
  const fine =
    stay.to <= to &&
    within(span, free) &&
    all.every((each) => within(span, problem.exams[problem.demands[each]!.exam]!.windows)) &&
    !stays.some((other) => meet(problem, stay, other))
  return fine ? stay : undefined
}

function mayFollow({exams}: Problem, a: Demand, b: Demand): boolean {
  const [one, other] = [exams[a.exam]!, exams[b.exam]!]
  return (
    a.exam !== b.exam &&
    one.shareSeat !== '' &&
    one.shareSeat === other.shareSeat &&
    one.shareRoom !== '' &&
    one.shareRoom === other.shareRoom
  )
}

function minutesOf({demands, between}: Problem, own: readonly number[]): number {
  return own.reduce((sum, demand) => sum + demands[demand]!.minutes, 0) + between * (own.length - 1)
}

/**
 * The student's own registrations elsewhere that keep one from a session: none when he is free. Undefined when what he
 * takes there already does not go with it.
 */
export function ownInTheWay(seating: Seating, demand: number, sitting: Sitting): readonly number[] | undefined {
  const stay = stayWith(seating, sitting, demand)
  if (!stay) return undefined
  const {problem, seatOf, sittings, ofStudent} = seating
  const {student} = problem.demands[demand]!
  return ofStudent[student]!.filter((other) => {
    const session = seatOf[other]!
    if (session < 0 || session === sitting.index || other === demand) return false
    const elsewhere = sittings[session]!
    const to = elsewhere.from + minutesOf(problem, elsewhere.seated.get(student)!)
    return meet(problem, stay, {from: elsewhere.from, to, location: elsewhere.location})
  })
}

/** Whether a seat is left for a registration: `full` of seats, of computers, or neither. */
export function scarce(seating: Seating, demand: number, sitting: Sitting): 'seats' | 'computers' | undefined {
  const {problem} = seating
  const {exam, student} = problem.demands[demand]!
  const {seated, seats, computers, digital, kept} = sitting
  const own = seated.get(student)
  if (!own && isFull(sitting, student, digital ? Math.min(seats, computers) : seats)) return 'seats'
  if (digital || kept.length > 0 || !problem.exams[exam]!.computer) return undefined
  const atComputer = (demands: readonly number[]): boolean =>
    demands.some((each) => problem.exams[problem.demands[each]!.exam]!.computer)
  if (own && atComputer(own)) return undefined
  let taken = 0
  for (const each of seated.values()) if (atComputer(each)) taken++
  return taken >= computers ? 'computers' : undefined
}

/** Kept seats go to those for whom they are kept; who finds none there takes one of the others. */
function isFull({seated, kept}: Sitting, newcomer: number, seats: number): boolean {
  if (kept.length === 0) return seated.size >= seats
  const general = [...seated.keys(), newcomer].filter((student) => !kept.some(({students}) => students.has(student)))
  const over = kept.map(({seats: own, students}) => {
    const fitting = [...seated.keys(), newcomer].filter((student) => students.has(student))
    return Math.max(0, fitting.length - own)
  })
  return general.length + over.reduce((sum, more) => sum + more, 0) > seats
}
