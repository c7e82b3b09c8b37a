import type {Chain} from './chain.ts'
import {costIn, putIn, roomFor, type Rooming, seatItem, takeOut, takePart} from './rooming.ts'
import type {TimetableState} from './state.ts'

/** More than any limit: the move is not made. */
export const NEVER = Infinity

/** Moves the rooms of one item to another slot; answers `delta` with their cost, or more than `limit` when they stay. */
export function moveRooms(
  rooming: Rooming,
  item: number,
  from: number,
  to: number,
  draw: number,
  delta: number,
  limit: number,
  oldRooms: Int32Array,
): number {
  const {roomOf, rooms} = rooming
  const first = rooms.parts[item]!
  const end = rooms.parts[item + 1]!
  if (end - first > oldRooms.length) return NEVER
  for (let part = first; part < end; part++) oldRooms[part - first] = roomOf[part]!
  const was = takeOut(rooming, item, from)
  const is = seatItem(rooming, item, to, draw)
  if (is >= 0) {
    if (delta + is - was <= limit) return delta + is - was
    takeOut(rooming, item, to)
  }
  for (let part = first; part < end; part++) putIn(rooming, part, from, oldRooms[part - first]!)
  return NEVER
}

/** Gives a chain's items rooms where they go; answers `delta` with their cost, or more than `limit` when all stay. */
export function exchangeRooms(
  {slotOf}: TimetableState,
  rooming: Rooming,
  {items: chain, length}: Chain,
  from: number,
  to: number,
  draw: number,
  delta: number,
  limit: number,
  oldRooms: Int32Array,
): number {
  const {roomOf, rooms} = rooming
  let kept = 0
  let total = delta
  for (let at = 0; at < length; at++) {
    const item = chain[at]!
    for (let part = rooms.parts[item]!; part < rooms.parts[item + 1]!; part++) {
      if (kept >= oldRooms.length) throw new RangeError('more parts in a chain than are kept')
      oldRooms[kept++] = roomOf[part]!
    }
    total -= takeOut(rooming, item, slotOf[item]!)
  }
  let seated = 0
  const bySize = Array.from(chain.subarray(0, length)).toSorted(
    (a, b) => rooms.sizes[rooms.parts[b]!]! - rooms.sizes[rooms.parts[a]!]!,
  )
  for (; seated < length; seated++) {
    const item = bySize[seated]!
    const cost = seatItem(rooming, item, slotOf[item] === from ? to : from, draw)
    if (cost < 0) break
    total += cost
  }
  if (seated === length && total <= limit) return total
  for (let at = 0; at < seated; at++) takeOut(rooming, bySize[at]!, slotOf[bySize[at]!] === from ? to : from)
  kept = 0
  for (let at = 0; at < length; at++) {
    const item = chain[at]!
    for (let part = rooms.parts[item]!; part < rooms.parts[item + 1]!; part++)
      putIn(rooming, part, slotOf[item]!, oldRooms[kept++]!)
  }
  return NEVER
}

/** Tries another room for one part of an item; answers what that costs, or more than `limit` when it stays. */
export function changeRoom(rooming: Rooming, item: number, slot: number, draw: number, limit: number): number {
  const {rooms, roomOf} = rooming
  const part = rooms.parts[item]! + ((draw >>> 8) % (rooms.parts[item + 1]! - rooms.parts[item]!))
  const old = roomOf[part]!
  const was = takePart(rooming, part, slot)
  const room = roomFor(rooming, part, slot, draw | 1)
  const delta = room < 0 ? NEVER : costIn(rooming, part, slot, room) - was
  const stays = room < 0 || delta > limit
  putIn(rooming, part, slot, stays ? old : room)
  return stays ? NEVER : delta
}
