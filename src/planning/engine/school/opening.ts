import {cover, type RoomSize} from './covering.ts'
import {type Floor, seatsIn, type Sitting} from './floor.ts'
import {spanOf} from './columns.ts'
import {planDays} from './days.ts'
import {canBeAt, type Layout} from './layout.ts'

/**
 * Sittings for all bundles that have no seat yet and whose exams have more moments than one: for each family and location
 * rooms of the cheapest sizes, each with those who are meant for it. Where and when is not decided here.
 */
export function sittingsFor(floor: Floor, random: () => number): Sitting[] {
  const {layout, seatOf, fixedOf} = floor
  const {bundles} = layout
  const free = [...seatOf.keys()].filter(
    (which) => !seatOf[which] && fixedOf[which]! < 0 && bundles.families[bundles.family[which]!]!.once < 0,
  )
  const supply = supplyOf(floor)
  const groups = [...Map.groupBy(free, (which) => `${bundles.family[which]} ${placeFor(layout, which)}`).values()]
  const keys = groups.map((group) => ({group, order: group.length + random()}))
  return keys.toSorted((a, b) => b.order - a.order).flatMap(({group}) => partition(layout, group, supply, random))
}

/** Starts left by room. */
function supplyOf({layout, cells}: Floor): Int32Array {
  const {problem, columns, roomMinutes} = layout
  return Int32Array.from(problem.rooms, (_, room) => {
    let starts = 0
    for (let column = 0; column < columns.count; column++)
      if (roomMinutes[room * columns.count + column]! > 0 && !cells[room * columns.count + column]) starts++
    return starts
  })
}

/** The location where a bundle is planned: its own where a room suits, otherwise the nearest that has one. */
function placeFor({problem, bundles, suits}: Layout, which: number): number {
  const {rooms, travel} = problem
  const own = bundles.location[which]!
  const row = bundles.need[which]! * rooms.length
  const seats = new Map<number, number>()
  for (const [room, {location}] of rooms.entries())
    if (suits[row + room] === 1)
      seats.set(
        location,
        (seats.get(location) ?? 0) + seatsIn({problem, bundles} as Layout, room, bundles.family[which]!),
      )
  if (own >= 0 && seats.has(own)) return own
  const distance = (location: number): number => (own < 0 ? 0 : (travel[own]?.[location] ?? 0))
  const ranked = [...seats].toSorted(([a, x], [b, y]) => distance(a) - distance(b) || y - x || a - b)
  return ranked[0]?.[0] ?? own
}

type Meant = Readonly<{family: number; location: number; seats: number; members: number[]}>

function partition(layout: Layout, group: readonly number[], supply: Int32Array, random: () => number): Sitting[] {
  const {bundles, problem, suits} = layout
  const family = bundles.family[group[0]!]!
  const location = placeFor(layout, group[0]!)
  const rooms = [...problem.rooms.keys()].filter((room) => problem.rooms[room]!.location === location)
  const suiting = (need: number): string => rooms.map((room) => suits[need * problem.rooms.length + room]).join('')
  const kinds = [...Map.groupBy(group, (which) => suiting(bundles.need[which]!))]
  const choice = (kind: string): number => kind.replaceAll('0', '').length
  const meant: Meant[] = []
  let left: number[] = []
  // Those who need what few rooms have come first; seats that they leave are for the others.
  for (const [kind, own] of kinds.toSorted(([a], [b]) => choice(a) - choice(b) || (a < b ? -1 : 1))) {
    const waiting = ordered(layout, own)
    for (const each of meant)
      while (each.members.length < each.seats && waiting.length > 0) each.members.push(waiting.pop()!)
    if (waiting.length === 0) continue
    const fit = rooms.filter((_, at) => kind[at] === '1')
    const minutes = waiting.reduce((most, which) => Math.max(most, bundles.minutes[which]!), 0)
    const sizes = chosenSizes(layout, waiting.length, minutes, fit, family, supply)
    const parts = divided(layout, waiting, sizes, random)
    for (const [at, seats] of sizes.entries()) meant.push({family, location, seats, members: parts[at]!})
    left = [...left, ...parts.at(-1)!]
  }
  return [
    ...meant.map(({seats, members}) => sitting(family, location, seats, members)),
    ...(left.length > 0 ? [sitting(family, location, 0, left)] : []),
  ]
}

/** Divides some over sittings by the days on which they are there; the last part is who finds no seat. */
function divided(
  layout: Layout,
  waiting: readonly number[],
  sizes: readonly number[],
  random: () => number,
): number[][] {
  const {columns} = layout
  const there = waiting.map((which) => {
    const own = new Set<number>()
    for (let column = 0; column < columns.count; column++)
      if (canBeAt(layout, which, column)) own.add(columns.day[column]!)
    return [...own]
  })
  const days = columns.count === 0 ? 0 : columns.day[columns.count - 1]! + 1
  const parts: number[][] = Array.from({length: sizes.length + 1}, () => [])
  if (sizes.length === 0 || days === 0) return [...parts.slice(1), [...waiting]]
  const {of} = planDays(there, days, sizes, random)
  const over: number[] = []
  for (const [at, which] of waiting.entries()) (of[at]! < 0 ? over : parts[of[at]!]!).push(which)
  for (const [at, seats] of sizes.entries())
    while (parts[at]!.length < seats && over.length > 0) parts[at]!.push(over.pop()!)
  parts[sizes.length]!.push(...over)
  return parts
}

export function sitting(family: number, location: number, seats: number, waiting: number[], still = false): Sitting {
  return {family, location, room: -1, column: -1, from: -1, limit: 0, seats, members: [], waiting, still}
}

/** Sizes for so many, and the rooms taken off what is left. */
function chosenSizes(
  layout: Layout,
  persons: number,
  minutes: number,
  rooms: readonly number[],
  family: number,
  supply: Int32Array,
): number[] {
  const span = widestSpan(layout, minutes)
  const {weights, invigilatorsPer} = layout.problem
  const bySize = Map.groupBy(rooms, (room) => seatsIn(layout, room, family))
  const sizes: RoomSize[] = [...bySize].map(([seats, own]) => ({
    seats,
    left: own.reduce((sum, room) => sum + Math.max(0, Math.floor(supply[room]! / span)), 0),
  }))
  const hours = 2
  const session = (weights['sessions'] ?? 0) + hours * (weights['supervision'] ?? 0)
  const seat = (weights['empty-seats'] ?? 0) + (hours * (weights['supervision'] ?? 0)) / invigilatorsPer + 0.01
  const chosen = cover(persons, sizes, {session, seat})
  for (const seats of chosen) {
    const room = bySize.get(seats)!.toSorted((a, b) => supply[b]! - supply[a]!)[0]!
    supply[room]! -= span
  }
  return chosen
}

/** The most columns that a session of so many minutes fills anywhere. */
export function widestSpan({columns, problem}: Pick<Layout, 'columns' | 'problem'>, minutes: number): number {
  let most = 1
  for (let column = 0; column < columns.count; column++)
    most = Math.max(most, spanOf(columns, problem.turnaround, column, minutes))
  return most
}

/** Those who are there on the same days stand beside each other, the least free first; long seats together within them. */
function ordered(layout: Layout, group: readonly number[]): number[] {
  const {columns, bundles} = layout
  const keys = new Map(
    group.map((which) => {
      let pattern = ''
      let choice = 0
      for (let column = 0; column < columns.count; column++) {
        const can = canBeAt(layout, which, column)
        pattern += can ? '1' : '0'
        if (can) choice++
      }
      return [which, {pattern, choice}]
    }),
  )
  return group.toSorted((a, b) => {
    const [x, y] = [keys.get(a)!, keys.get(b)!]
    if (x.choice !== y.choice) return x.choice - y.choice
    if (x.pattern !== y.pattern) return x.pattern < y.pattern ? -1 : 1
    return bundles.minutes[b]! - bundles.minutes[a]! || a - b
  })
}
