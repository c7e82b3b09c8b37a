import {byFamily, type ByFamily, findSeat, looking} from './augmenting.ts'
import {
  clear,
  type Floor,
  inTheWay,
  minutesFree,
  settleIn,
  sitDown,
  type Sitting,
  standUp,
  takeBack,
  suitsSitting,
} from './floor.ts'
import {spanOf} from './columns.ts'
import {canBeAt} from './layout.ts'
import {sitting as newSitting} from './opening.ts'

/** Seats all who wait in the sittings meant for them, and others on what is left. Answers who has no seat. */
export function seatWaiting(floor: Floor): number[] {
  const left: number[] = []
  for (const each of floor.sittings) {
    for (const which of each.waiting.splice(0)) {
      if (hasSeat(each) && suitsSitting(floor, which, each) && inTheWay(floor, which, each) === -1)
        sitDown(floor, which, each)
      else left.push(which)
    }
  }
  return left
}

/** Finds seats for some by asking others to move as far as `depth`; answers who has none. */
export function seatAll(
  floor: Floor,
  left: readonly number[],
  depth: number,
  random: () => number,
  away = false,
): number[] {
  const families = byFamily(floor)
  return left.filter((which) => !findSeat(floor, which, looking(families, random, depth, away)))
}

function hasSeat({members, seats}: Sitting): boolean {
  return members.length < seats
}

/** Opens sittings for those without a seat, each where most of them can sit; answers who is still without. */
export function openForRest(
  floor: Floor,
  left: readonly number[],
  anywhere: boolean,
  columns: readonly number[] = [...floor.layout.columns.from.keys()],
): number[] {
  const {bundles} = floor.layout
  const groups = Map.groupBy(left, (which) => `${bundles.family[which]} ${anywhere ? '' : bundles.location[which]}`)
  const still = new Set(left)
  for (const group of groups.values()) {
    let waiting = group
    while (waiting.length > 0) {
      const seated = openBest(floor, waiting, anywhere, columns)
      if (seated.length === 0) break
      for (const which of seated) still.delete(which)
      waiting = waiting.filter((which) => !seated.includes(which))
    }
  }
  return [...still]
}

function openBest(
  floor: Floor,
  waiting: readonly number[],
  anywhere: boolean,
  among: readonly number[],
): readonly number[] {
  const {layout} = floor
  const {bundles, problem, columns} = layout
  const family = bundles.family[waiting[0]!]!
  const location = bundles.location[waiting[0]!]!
  let best:
    | {sitting: Sitting; members: number[]; room: number; column: number; minutes: number; value: number}
    | undefined
  for (const column of among) {
    const able = waiting.filter((which) => canBeAt(layout, which, column))
    if (able.length === 0) continue
    for (const [room, {location: where}] of problem.rooms.entries()) {
      if (!anywhere && location >= 0 && where !== location) continue
      const free = minutesFree(floor, room, column)
      if (free === 0) continue
      const trial = newSitting(family, where, 0, [])
      Object.assign(trial, {
        room,
        column,
        from: columns.from[column]!,
        limit: free,
        seats: roomSeats(floor, room, family),
      })
      const members: number[] = []
      for (const which of able) {
        if (trial.members.length >= trial.seats) break
        if (!suitsSitting(floor, which, trial) || inTheWay(floor, which, trial) !== -1) continue
        if (trial.members.some((member) => bundles.student[member] === bundles.student[which])) continue
        trial.members.push(which)
        members.push(which)
      }
      const minutes = members.reduce((most, which) => Math.max(most, bundles.minutes[which]!), 0)
      const value = members.length - (trial.seats - members.length) / 1_000
      if (
        members.length > 0 &&
        spanOf(columns, problem.turnaround, column, minutes) > 0 &&
        (!best || value > best.value)
      )
        best = {sitting: newSitting(family, where, 0, []), members, room, column, minutes, value}
    }
  }
  if (!best) return []
  settleIn(floor, best.sitting, best.room, best.column, best.minutes)
  if (best.sitting.limit < best.minutes) best.sitting.limit = best.minutes
  floor.sittings.push(best.sitting)
  for (const which of best.members) sitDown(floor, which, best.sitting)
  return best.members
}

function roomSeats({layout: {problem, bundles}}: Floor, room: number, family: number): number {
  const {seats, computers} = problem.rooms[room]!
  return bundles.families[family]!.digital ? Math.min(seats, computers) : seats
}

/** Empties the lightest sittings into seats left elsewhere, each wholly or not at all, and closes them. */
export function closeLight(floor: Floor, random: () => number): void {
  floor.journal.length = 0
  const light = floor.sittings
    .filter(({members, seats, still}) => !still && members.length > 0 && members.length < seats)
    .toSorted((a, b) => a.members.length - b.members.length)
  const families = new Map([...byFamily(floor)].map(([family, own]) => [family, [...own]]))
  for (const each of light) {
    const own = families.get(each.family)!
    const others = own.filter((other) => other !== each)
    const spare = others.reduce((sum, {seats, members}) => sum + seats - members.length, 0)
    if (spare < each.members.length) continue
    if (emptied(floor, each, new Map([...families, [each.family, others]]), random)) families.set(each.family, others)
  }
  dropEmpty(floor)
}

function emptied(floor: Floor, each: Sitting, families: ByFamily, random: () => number): boolean {
  const {bundles} = floor.layout
  const entries = floor.journal.length
  // A copy: they stand up one by one.
  const own = each.members.slice()
  for (const which of own) {
    standUp(floor, which)
    // Nobody travels so that a room stays empty.
    const away = bundles.location[which]! >= 0 && bundles.location[which]! !== each.location
    if (findSeat(floor, which, looking(families, random, 4, away, each)) && each.members.length < each.seats) continue
    takeBack(floor, entries)
    return false
  }
  if (each.members.length === 0) return true
  takeBack(floor, entries)
  return false
}

/** Takes sittings without anybody off the floor. */
export function dropEmpty(floor: Floor): void {
  for (const each of floor.sittings) if (each.members.length + each.waiting.length === 0) clear(floor, each)
  floor.sittings = floor.sittings.filter(({members, waiting}) => members.length + waiting.length > 0)
}
