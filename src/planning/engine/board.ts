import {type Bundle, within} from './bundles.ts'
import type {Problem, Stay} from './problem.ts'

/** A session on the board, fixed or opened, with who sits in it. */
export type Sitting = {
  readonly fixed: number
  readonly room: number
  readonly location: number
  readonly slot: number
  readonly from: number
  /** The end of the longest seat; of a fixed session its own end. */
  to: number
  readonly limit: number
  readonly family: string
  /** Exams that a fixed session offers; of an opened one empty. */
  readonly offers: readonly number[]
  readonly seats: number
  readonly computers: number
  readonly features: readonly string[]
  readonly members: Bundle[]
}

/** The state of a search: who sits where, and what fills the time of rooms and students. Changed by {@link seat} and {@link unseat} only. */
export type Board = {
  readonly problem: Problem
  readonly fixed: readonly Sitting[]
  opened: Sitting[]
  /** Opened sessions by room, and by family. */
  readonly inRoom: readonly Sitting[][]
  readonly ofFamily: Map<string, Sitting[]>
  /** Leads who are there at the start of each slot. */
  readonly leads: readonly number[]
  readonly where: Map<Bundle, Sitting>
  readonly stays: Map<number, (Stay & {readonly bundle: Bundle | null})[]>
}

/** An empty board: the fixed sessions, and every student where he already is. */
export function emptyBoard(problem: Problem): Board {
  const fixed = problem.fixed.map((session, index): Sitting => ({
    ...session,
    fixed: index,
    room: -1,
    slot: -1,
    limit: session.to,
    family: '',
    offers: session.exams,
    members: [],
  }))
  const ofStudents = new Map(
    problem.students.map((student, index) => [index, student.stays.map((stay) => ({...stay, bundle: null}))]),
  )
  const there = ({free, stays}: Problem['staff'][number], at: number): boolean =>
    within([at, at + 1], free) && stays.every((stay) => stay.to <= at || at < stay.from)
  const leads = problem.slots.map(
    ({from}) => problem.staff.filter((member) => member.leads && there(member, from)).length,
  )
  return {
    problem,
    fixed,
    opened: [],
    leads,
    inRoom: problem.rooms.map(() => []),
    ofFamily: new Map(),
    where: new Map(),
    stays: ofStudents,
  }
}

/** Whether a bundle can get a seat in a sitting as the board stands; `but` is taken as if it sat nowhere. */
export function fits(board: Board, bundle: Bundle, sitting: Sitting, but?: Bundle): boolean {
  return hasSeat(sitting, bundle, but) && suits(board, bundle, sitting, but) && isFree(board, bundle, sitting, but)
}

/** Whether a seat, and a computer where one is needed, is left. */
export function hasSeat({members, seats, computers, fixed}: Sitting, {computer}: Bundle, but?: Bundle): boolean {
  const taken = members.length - (but && members.includes(but) ? 1 : 0)
  if (taken >= seats) return false
  const atComputers = members.filter((each) => each.computer && each !== but).length
  if (fixed >= 0) return !computer || atComputers < computers
  // Where one exam of a room needs computers, the seats beside them stay empty: its pool of seats knows no difference.
  return !(computer || atComputers > 0) || taken < computers
}

/** Whether exams, room and duration go together. */
export function suits(board: Board, bundle: Bundle, sitting: Sitting, but?: Bundle): boolean {
  const {problem} = board
  const end = sitting.from + bundle.minutes
  if (end > sitting.limit) return false
  if (
    sitting.fixed >= 0 ? !bundle.exams.every((exam) => sitting.offers.includes(exam)) : bundle.family !== sitting.family
  )
    return false
  if (!bundle.features.every((feature) => sitting.features.includes(feature))) return false
  if (sitting.fixed >= 0) return bundle.exams.every((exam) => within([sitting.from, end], problem.exams[exam]!.windows))
  const to = Math.max(end, ...sitting.members.filter((each) => each !== but).map(({minutes}) => sitting.from + minutes))
  if (to > sitting.to && !roomIsFree(board, sitting.room, sitting.from, to, sitting)) return false
  const exams = new Set([...bundle.exams, ...sitting.members.flatMap((each) => each.exams)])
  return [...exams].every((exam) => {
    const {windows, once, starts} = problem.exams[exam]!
    return within([sitting.from, to], windows) && (!once || mayStart(board, exam, starts, sitting))
  })
}

/** An exam with one moment starts where it already does, on the board or elsewhere. */
function mayStart({ofFamily}: Board, exam: number, starts: readonly number[], {from, family}: Sitting): boolean {
  if (starts.length > 0) return starts.includes(from)
  return (ofFamily.get(family) ?? []).every(
    (other) => other.from === from || !other.members.some(({exams}) => exams.includes(exam)),
  )
}

/** Sessions in which a bundle might sit: the fixed ones, and those opened for its family. */
export function candidates({fixed, ofFamily}: Board, {family}: Bundle): readonly Sitting[] {
  return [...fixed, ...(ofFamily.get(family) ?? [])]
}

/** Whether the student can be there. */
export function isFree(
  board: Board,
  {student, minutes}: Bundle,
  {from, location}: Pick<Sitting, 'from' | 'location'>,
  but?: Bundle,
): boolean {
  const {problem, stays} = board
  const to = from + minutes
  if (!within([from, to], problem.students[student]!.free)) return false
  for (const stay of stays.get(student)!) {
    if (but !== undefined && stay.bundle === but) continue
    if (meet(problem, stay, {from, to, location})) return false
  }
  return true
}

/** Whether somebody cannot be at both, travel included. */
function meet({travel}: Pick<Problem, 'travel'>, a: Stay, b: Stay): boolean {
  const gap = a.location < 0 || b.location < 0 || a.location === b.location ? 0 : travel[a.location]![b.location]!
  return a.from < b.to + gap && b.from < a.to + gap
}

/** Whether a room is free, with rest before and after the other sessions of the plan. */
export function roomIsFree({problem, inRoom}: Board, room: number, from: number, to: number, but?: Sitting): boolean {
  for (const [start, end] of problem.rooms[room]!.busy) if (start < to && from < end) return false
  const rest = problem.turnaround
  return inRoom[room]!.every((other) => other === but || other.to + rest <= from || to + rest <= other.from)
}

/** Gives a bundle a seat; {@link fits} comes before. */
export function seat({where, stays}: Board, bundle: Bundle, sitting: Sitting): void {
  sitting.members.push(bundle)
  if (sitting.fixed < 0) sitting.to = Math.max(sitting.to, sitting.from + bundle.minutes)
  where.set(bundle, sitting)
  stays
    .get(bundle.student)!
    .push({from: sitting.from, to: sitting.from + bundle.minutes, location: sitting.location, bundle})
}

/** Takes a bundle from its seat, and answers where it sat. An opened session that is empty then stays until it is closed. */
export function unseat({where, stays}: Board, bundle: Bundle): Sitting {
  const sitting = where.get(bundle)!
  sitting.members.splice(sitting.members.indexOf(bundle), 1)
  if (sitting.fixed < 0)
    sitting.to = sitting.members.reduce((to, {minutes}) => Math.max(to, sitting.from + minutes), sitting.from)
  where.delete(bundle)
  const own = stays.get(bundle.student)!
  own.splice(
    own.findIndex((stay) => stay.bundle === bundle),
    1,
  )
  return sitting
}

/** Puts an opened session without anybody on the board. */
export function open(board: Board, room: number, slot: number, from: number, family: string): Sitting {
  const {seats, computers, features, location} = board.problem.rooms[room]!
  const limit = board.problem.slots[slot]!.to
  const sitting: Sitting = {
    fixed: -1,
    room,
    location,
    slot,
    from,
    to: from,
    limit,
    family,
    offers: [],
    seats,
    computers,
    features,
    members: [],
  }
  board.opened.push(sitting)
  board.inRoom[room]!.push(sitting)
  board.ofFamily.set(family, [...(board.ofFamily.get(family) ?? []), sitting])
  return sitting
}

/** Takes sessions without anybody off the board. */
export function closeEmpty(board: Board): void {
  const peopled = ({members}: Sitting): boolean => members.length > 0
  for (const {room, family} of board.opened.filter((sitting) => !peopled(sitting))) {
    board.inRoom[room]!.splice(0, Infinity, ...board.inRoom[room]!.filter(peopled))
    board.ofFamily.set(family, (board.ofFamily.get(family) ?? []).filter(peopled))
  }
  board.opened = board.opened.filter(peopled)
}
