import {putIn, type Rooming, takeOut} from './rooming.ts'
import {NEVER} from './room-moves.ts'
import {shift, type TimetableState} from './state.ts'

/** What the exchange of all items of two slots costs. */
export function slotSwapDelta(
  {timetable, members, counts, sharing, stride, pad}: TimetableState,
  a: number,
  b: number,
): number {
  const {items, slots, near, own, allowed, reach} = timetable
  let delta = 0
  for (let side = 0; side < 2; side++) {
    const from = side === 0 ? a : b
    const to = side === 0 ? b : a
    const fromRow = from * slots
    const toRow = to * slots
    const [toFirst, toLast] = [Math.max(0, to - reach), Math.min(slots - 1, to + reach)]
    const [fromFirst, fromLast] = [Math.max(0, from - reach), Math.min(slots - 1, from + reach)]
    const between = near[fromRow + to]!
    for (let place = from * items; place < from * items + counts[from]!; place++) {
      const item = members[place]!
      if (allowed[item * slots + to] === 0) return NEVER
      const row = item * stride + pad
      delta += own[item * slots + to]! - own[item * slots + from]! + between * sharing[row + to]!
      for (let slot = toFirst; slot <= toLast; slot++) delta += near[toRow + slot]! * sharing[row + slot]!
      for (let slot = fromFirst; slot <= fromLast; slot++) delta -= near[fromRow + slot]! * sharing[row + slot]!
    }
  }
  return delta
}

/** Exchanges all items of two slots, rooms included where both slots have the same; answers whether that could be. */
export function swapSlots(state: TimetableState, a: number, b: number): boolean {
  const {members, counts, rooming, slotOf} = state
  const {items, orders} = state.timetable
  const moved = [
    ...members.subarray(a * items, a * items + counts[a]!),
    ...members.subarray(b * items, b * items + counts[b]!),
  ]
  const target = (item: number): number => (slotOf[item] === a ? b : a)
  const swapped = (item: number): number => {
    const slot = slotOf[item]!
    return slot === a ? b : slot === b ? a : slot
  }
  const {ordered, orderSigns} = state.timetable
  for (const item of moved)
    for (let at = orders[item]!; at < orders[item + 1]!; at++)
      if ((swapped(item) - swapped(ordered[at]!)) * orderSigns[at]! <= 0) return false
  if (rooming && !swapRooms(rooming, moved, slotOf, target)) return false
  for (const item of moved) shift(state, item, target(item))
  return true
}

function swapRooms(
  rooming: Rooming,
  moved: readonly number[],
  slotOf: Int32Array,
  target: (item: number) => number,
): boolean {
  const {rooms, roomOf} = rooming
  for (const item of moved) {
    for (let part = rooms.parts[item]!; part < rooms.parts[item + 1]!; part++) {
      const [here, there] = [slotOf[item]! * rooms.rooms + roomOf[part]!, target(item) * rooms.rooms + roomOf[part]!]
      if (rooms.seats[here] !== rooms.seats[there]) return false
    }
  }
  const kept = moved.map((item) => roomOf.slice(rooms.parts[item], rooms.parts[item + 1]))
  for (const item of moved) takeOut(rooming, item, slotOf[item]!)
  for (const [at, item] of moved.entries())
    for (const [part, room] of kept[at]!.entries()) putIn(rooming, rooms.parts[item]! + part, target(item), room)
  return true
}
