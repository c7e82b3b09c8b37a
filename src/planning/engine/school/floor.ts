import {spanOf} from './columns.ts'
import {canBeAt, type Layout} from './layout.ts'

/** A session that the search has opened, or means to open. */
export type Sitting = {
  readonly family: number
  readonly location: number
  /** -1 while it has no room and time. */
  room: number
  column: number
  from: number
  /** Minutes that it may last where it is. */
  limit: number
  /** Seats that can be used. */
  seats: number
  /** Bundles that have their seat in it. */
  readonly members: number[]
  /** Bundles that are meant for it and could not sit there. */
  readonly waiting: number[]
  /** Stays where it is: a pin, or an exam that all take at once. */
  readonly still: boolean
}

/** Who sits where, on one floor for all locations. Changed by the functions of this file only. */
export type Floor = {
  readonly layout: Layout
  sittings: Sitting[]
  /** By bundle: its sitting; undefined is none. */
  readonly seatOf: (Sitting | undefined)[]
  /** By bundle: the fixed session it sits in; -1 is none. */
  readonly fixedOf: Int32Array
  /** Fixed session: seats and computers taken. */
  readonly fixedTaken: Int32Array
  readonly fixedComputers: Int32Array
  /** Room × column: the sitting that fills it. */
  readonly cells: (Sitting | undefined)[]
  /** Who sat down or stood up, and where, since it was last emptied. */
  readonly journal: {which: number; at: Sitting; sat: boolean}[]
}

export function emptyFloor(layout: Layout): Floor {
  const {problem, bundles, columns} = layout
  return {
    layout,
    sittings: [],
    seatOf: Array.from({length: bundles.count}, () => undefined),
    fixedOf: new Int32Array(bundles.count).fill(-1),
    fixedTaken: new Int32Array(problem.fixed.length),
    fixedComputers: new Int32Array(problem.fixed.length),
    cells: Array.from({length: problem.rooms.length * columns.count}, () => undefined),
    journal: [],
  }
}

/** Seats of a room for exams of a family. */
export function seatsIn({problem, bundles}: Layout, room: number, family: number): number {
  const {seats, computers} = problem.rooms[room]!
  return bundles.families[family]!.digital ? Math.min(seats, computers) : seats
}

/** Minutes that a session could last in a room from a column on, as the floor stands. */
export function minutesFree({layout, cells}: Floor, room: number, column: number): number {
  const {columns, problem, roomMinutes} = layout
  const {count, past, from} = columns
  if (cells[room * count + column]) return 0
  let minutes = roomMinutes[room * count + column]!
  for (let next = column + 1; next < past[column]!; next++)
    if (cells[room * count + next]) {
      minutes = Math.min(minutes, from[next]! - problem.turnaround - from[column]!)
      break
    }
  for (let sooner = column - 1; sooner >= 0 && past[sooner] === past[column]; sooner--) {
    const other = cells[room * count + sooner]
    if (other && other.from + lengthOf(layout, other) + problem.turnaround > from[column]!) return 0
  }
  return minutes
}

/** Minutes that a sitting lasts: the longest seat in it. */
export function lengthOf({bundles}: Layout, {members}: Sitting): number {
  let longest = 0
  for (const which of members) longest = Math.max(longest, bundles.minutes[which]!)
  return longest
}

/** Gives a sitting a room and time, for so many minutes. */
export function settleIn(floor: Floor, sitting: Sitting, room: number, column: number, minutes: number): void {
  const {columns, problem} = floor.layout
  const span = Math.max(1, spanOf(columns, problem.turnaround, column, minutes))
  sitting.room = room
  sitting.column = column
  sitting.from = columns.from[column]!
  sitting.seats = seatsIn(floor.layout, room, sitting.family)
  sitting.limit = reserved(floor.layout, room, column, span)
  for (let at = column; at < column + span; at++) floor.cells[room * columns.count + at] = sitting
}

/** Minutes of a room from a column on until the column after so many of them, its rest taken off. */
function reserved({columns, problem, roomMinutes}: Layout, room: number, column: number, span: number): number {
  const {count, past, from} = columns
  const free = roomMinutes[room * count + column]!
  const next = column + span
  return next < past[column]! ? Math.min(free, from[next]! - problem.turnaround - from[column]!) : free
}

/** Takes a sitting from its room and time; its members lose their seats and wait for it. */
export function clear({cells, seatOf, layout}: Floor, sitting: Sitting): void {
  const {count} = layout.columns
  if (sitting.room >= 0)
    for (let at = sitting.column; at < layout.columns.past[sitting.column]!; at++)
      if (cells[sitting.room * count + at] === sitting) cells[sitting.room * count + at] = undefined
  for (const which of sitting.members) seatOf[which] = undefined
  sitting.waiting.push(...sitting.members.splice(0))
  sitting.room = -1
  sitting.column = -1
}

/** Whether a bundle may sit in a sitting, seats aside. */
export function suitsSitting(floor: Floor, which: number, sitting: Sitting): boolean {
  const {layout} = floor
  const {bundles, problem, suits} = layout
  if (sitting.room < 0 || bundles.family[which] !== sitting.family) return false
  if (bundles.minutes[which]! > sitting.limit) return false
  if (suits[bundles.need[which]! * problem.rooms.length + sitting.room] === 0) return false
  return canBeAt(layout, which, sitting.column) && windowsHold(layout, which, sitting)
}

/** The whole session lies in the windows of every exam in it. */
function windowsHold(layout: Layout, which: number, sitting: Sitting): boolean {
  const {bundles, examMinutes, columns} = layout
  const own = bundles.minutes[which]!
  const longest = Math.max(own, lengthOf(layout, sitting))
  for (let at = bundles.starts[which]!; at < bundles.starts[which + 1]!; at++)
    if (examMinutes[bundles.exams[at]! * columns.count + sitting.column]! < longest) return false
  if (own < longest) return true
  return sitting.members.every((member) => {
    for (let at = bundles.starts[member]!; at < bundles.starts[member + 1]!; at++)
      if (examMinutes[bundles.exams[at]! * columns.count + sitting.column]! < own) return false
    return true
  })
}

/**
 * What keeps a student from a sitting: -1 nothing, -2 something that stays as it is, otherwise the one bundle of his that
 * would have to move; -3 when those are more than one.
 */
export function inTheWay(floor: Floor, which: number, sitting: Pick<Sitting, 'from' | 'location'>): number {
  const {layout, seatOf, fixedOf} = floor
  const {bundles, problem} = layout
  const student = bundles.student[which]!
  const from = sitting.from
  const to = from + bundles.minutes[which]!
  for (const stay of problem.students[student]!.stays) {
    const gap = gapOf(floor, stay.location, sitting.location)
    if (stay.from < to + gap && from < stay.to + gap) return -2
  }
  let found = -1
  for (let at = bundles.ownStarts[student]!; at < bundles.ownStarts[student + 1]!; at++) {
    const other = bundles.own[at]!
    if (other === which) continue
    const seat = seatOf[other]
    const fixed = fixedOf[other]!
    if (!seat && fixed < 0) continue
    const place = seat ?? problem.fixed[fixed]!
    const gap = gapOf(floor, place.location, sitting.location)
    if (place.from < to + gap && from < place.from + bundles.minutes[other]! + gap) {
      if (fixed >= 0 || place === sitting) return -2
      if (found >= 0) return -3
      found = other
    }
  }
  return found
}

function gapOf({layout}: Floor, a: number, b: number): number {
  return a < 0 || b < 0 || a === b ? 0 : layout.problem.travel[a]![b]!
}

export function sitDown({seatOf, journal}: Floor, which: number, at: Sitting): void {
  at.members.push(which)
  seatOf[which] = at
  journal.push({which, at, sat: true})
}

export function standUp({seatOf, journal}: Floor, which: number): Sitting {
  const at = seatOf[which]!
  at.members.splice(at.members.indexOf(which), 1)
  seatOf[which] = undefined
  journal.push({which, at, sat: false})
  return at
}

/** Takes back all since the journal had so many entries. */
export function takeBack(floor: Floor, entries: number): void {
  for (const {which, at, sat} of floor.journal.slice(entries).toReversed()) {
    if (sat) standUp(floor, which)
    else sitDown(floor, which, at)
  }
  floor.journal.length = entries
}

/** The same floor, to go on from without changing the other. */
export function copied({layout, sittings, seatOf, fixedOf, fixedTaken, fixedComputers, cells}: Floor): Floor {
  const twins = new Map(
    sittings.map((each) => [each, {...each, members: [...each.members], waiting: [...each.waiting]} satisfies Sitting]),
  )
  const twin = (each: Sitting | undefined): Sitting | undefined => each && twins.get(each)
  return {
    layout,
    sittings: [...twins.values()],
    seatOf: seatOf.map(twin),
    fixedOf: fixedOf.slice(),
    fixedTaken: fixedTaken.slice(),
    fixedComputers: fixedComputers.slice(),
    cells: cells.map(twin),
    journal: [],
  }
}
