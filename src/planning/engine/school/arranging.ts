import {constructCheapest} from '../timetable/construct.ts'
import {type ItemPair, type Timetable, timetableOf} from '../timetable/model.ts'
import {improve} from '../timetable/search.ts'
import {emptyState, shift} from '../timetable/state.ts'
import {fitsIn, putIn} from '../timetable/rooming.ts'
import {spanOf, turnOf} from './columns.ts'
import {clear, type Floor, minutesFree, seatsIn, settleIn, type Sitting} from './floor.ts'
import {canBeAt, type Layout} from './layout.ts'
import {widestSpan} from './opening.ts'
import {largeExams} from './terms.ts'

/** What it costs the search that one student would sit twice at once, or where he cannot be: he may yet sit elsewhere. */
const CLASH = 600
const DAY = 1_440

export type Arranging = Readonly<{seed: number; proposals: number; hot: number; cold: number}>

/**
 * Finds rooms and times for sittings: they are the items of a timetable, columns its slots. Everybody meant for a sitting
 * counts, so that few are in two places; who sits is decided afterwards. Generates moments to stop at, each with the moves proposed since the last.
 */
export function* arrange(
  floor: Floor,
  {seed, proposals, hot, cold}: Arranging,
  random: () => number,
): Generator<number, void> {
  const moving = floor.sittings.filter(({still, members, waiting}) => !still && members.length + waiting.length > 0)
  if (moving.length === 0 || floor.layout.problem.rooms.length === 0 || floor.layout.columns.count === 0) return
  const were = moving.map(({room, column}) => ({room, column}))
  for (const each of moving) clear(floor, each)
  const timetable = sittingTable(floor, moving)
  const state = emptyState(timetable)
  for (const [item, {room, column}] of were.entries()) {
    if (room < 0 || !state.rooming || timetable.allowed[item * timetable.slots + column] === 0) continue
    if (!fitsIn(state.rooming, item, column, room)) continue
    putIn(state.rooming, item, column, room)
    shift(state, item, column)
  }
  constructCheapest(state, random)
  let counted = 0
  for (const progress of improve(state, {
    seed,
    proposals,
    hot,
    cold,
    slotSwaps: 0,
    chains: 0,
    exchanges: 0.35,
    roomMoves: 0.1,
  })) {
    yield progress.proposals - counted
    counted = progress.proposals
  }
  constructCheapest(state, random)
  for (const [item, each] of moving.entries()) {
    const column = state.slotOf[item]!
    if (column < 0) continue
    const room = state.rooming!.roomOf[item]!
    const minutes = longest(floor.layout, each)
    // The timetable counts whole columns; a room that another sitting still fills stays his, and this one waits.
    if (minutesFree(floor, room, column) >= minutes) settleIn(floor, each, room, column, minutes)
  }
}

function longest({bundles}: Layout, {members, waiting}: Sitting): number {
  return [...members, ...waiting].reduce((most, which) => Math.max(most, bundles.minutes[which]!), 1)
}

function sittingTable(floor: Floor, moving: readonly Sitting[]): Timetable {
  const {layout} = floor
  const {problem, columns, leads} = layout
  const {weights} = problem
  const sameDay = Math.round(weights['same-day'] ?? 0)
  const backToBack = Math.round(weights['back-to-back'] ?? 0)
  const nextDay = Math.round(weights['next-day'] ?? 0)
  const {day, slot} = columns
  const own = ownCosts(layout, moving)
  const hasLeads = problem.staff.length > 0
  return timetableOf({
    items: moving.length,
    slots: columns.count,
    pairs: sharedStudents(layout, moving),
    clash: CLASH,
    near: (a, b) => {
      if (slot[a] === slot[b]) return CLASH
      if (day[a] !== day[b]) return followsDay(columns, a, b) ? nextDay : 0
      return sameDay + (Math.abs(slot[a]! - slot[b]!) === 1 ? backToBack : 0)
    },
    allowed: (item, column) => own.allowed[item * columns.count + column] === 1,
    own: (item, column) => own.cost[item * columns.count + column]!,
    rooms: roomsFor(floor, moving),
    ...(hasLeads ? {limits: leads, crowd: Math.round(weights['no-lead'] ?? 0)} : {}),
  })
}

function followsDay({from}: Layout['columns'], a: number, b: number): boolean {
  return Math.abs(Math.floor(from[a]! / DAY) - Math.floor(from[b]! / DAY)) === 1
}

function sharedStudents({bundles}: Layout, moving: readonly Sitting[]): ItemPair[] {
  const items = new Map<number, number[]>()
  for (const [item, {waiting}] of moving.entries())
    for (const which of waiting) {
      const student = bundles.student[which]!
      const own = items.get(student)
      if (own) own.push(item)
      else items.set(student, [item])
    }
  const shared = new Map<number, number>()
  for (const own of items.values())
    for (const [i, a] of own.entries())
      for (const b of own.slice(i + 1)) {
        if (a === b) continue
        const key = Math.min(a, b) * moving.length + Math.max(a, b)
        shared.set(key, (shared.get(key) ?? 0) + 1)
      }
  return [...shared].map(([key, count]) => [Math.floor(key / moving.length), key % moving.length, count])
}

/** What a sitting costs at a column by itself: those who cannot be there. Not allowed where nobody can, or it would not fit. */
function ownCosts(layout: Layout, moving: readonly Sitting[]): {cost: Int32Array; allowed: Uint8Array} {
  const {columns, problem} = layout
  const cost = new Int32Array(moving.length * columns.count)
  const allowed = new Uint8Array(moving.length * columns.count)
  const {large, late} = largeExams(problem)
  const tooLate = Math.round(problem.weights['late-large'] ?? 0)
  for (const [item, each] of moving.entries()) {
    const minutes = longest(layout, each)
    const isLarge = layout.bundles.families[each.family]!.exams.some((exam) => large[exam] === 1)
    for (let column = 0; column < columns.count; column++) {
      let absent = 0
      for (const which of each.waiting) if (!canBeAt(layout, which, column)) absent++
      const cell = item * columns.count + column
      // Of two that are as good, the one at the beginning of the day part: then the rest of it stays free.
      cost[cell] = absent * CLASH + 2 * turnOf(columns, column)
      if (isLarge && columns.from[column]! >= late) cost[cell] += tooLate
      if (absent < each.waiting.length && spanOf(columns, problem.turnaround, column, minutes) > 0) allowed[cell] = 1
    }
  }
  return {cost, allowed}
}

function roomsFor(floor: Floor, moving: readonly Sitting[]): Timetable['rooms'] {
  const {layout, cells} = floor
  const {problem, columns, roomMinutes, suits, bundles} = layout
  const {rooms, turnaround} = problem
  const {count, from, past, end} = columns
  const seats = new Int32Array(count * rooms.length)
  for (let column = 0; column < count; column++) {
    const whole =
      column + 1 < past[column]! ? from[column + 1]! - turnaround - from[column]! : end[column]! - from[column]!
    for (const [room, {seats: most}] of rooms.entries())
      if (!cells[room * count + column] && roomMinutes[room * count + column]! >= whole)
        seats[column * rooms.length + room] = most
  }
  const cost = new Int32Array(moving.length * rooms.length).fill(-1)
  const emptySeat = Math.max(
    1,
    Math.round((problem.weights['empty-seats'] ?? 0) + (problem.weights['supervision'] ?? 0) / 12),
  )
  for (const [item, {family, location, waiting}] of moving.entries()) {
    const needs = [...new Set(waiting.map((which) => bundles.need[which]!))]
    for (const [room, {location: where}] of rooms.entries()) {
      const usable = seatsIn(layout, room, family)
      if (where !== location || usable < waiting.length) continue
      if (needs.every((need) => suits[need * rooms.length + room] === 1))
        cost[item * rooms.length + room] = (usable - waiting.length) * emptySeat + needless(layout, room, needs)
    }
  }
  return {
    rooms: rooms.length,
    seats,
    shared: false,
    parts: Int32Array.from({length: moving.length + 1}, (_, item) => item),
    sizes: Int32Array.from(moving, ({waiting}) => waiting.length),
    durations: new Uint8Array(moving.length),
    alone: new Uint8Array(moving.length).fill(1),
    cost,
    classes: 1,
    mixed: 0,
    ends: past,
    spans: Uint8Array.from(moving, (each) => widestSpan(layout, longest(layout, each))),
  }
}

/** A quiet room is kept for those who need it. */
function needless({problem, bundles}: Layout, room: number, needs: readonly number[]): number {
  const quiet = problem.rooms[room]!.features.includes('quiet')
  return quiet && !needs.some((need) => bundles.classes[need]!.features.includes('quiet')) ? 30 : 0
}
