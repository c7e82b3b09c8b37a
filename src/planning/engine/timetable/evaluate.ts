import {costIn, putIn} from './rooming.ts'
import {emptyState, type TimetableState} from './state.ts'

/** What a timetable costs by kind: own costs of items, closeness of persons' slots, rooms, crowded slots; and how many items have no slot. */
export type TimetableCost = Readonly<{
  total: number
  own: number
  near: number
  rooms: number
  crowded: number
  unplaced: number
}>

/** Computes the cost from the positions alone. */
export function costOf({timetable, slotOf, rooming, counts}: TimetableState): TimetableCost {
  const {items, slots, starts, others, shared, near, own} = timetable
  let nearness = 0
  let selves = 0
  let unplaced = 0
  for (let item = 0; item < items; item++) {
    const slot = slotOf[item]!
    if (slot < 0) {
      unplaced++
      continue
    }
    selves += own[item * slots + slot]!
    for (let edge = starts[item]!; edge < starts[item + 1]!; edge++) {
      const other = slotOf[others[edge]!]!
      if (other >= 0 && others[edge]! > item) nearness += shared[edge]! * near[slot * slots + other]!
    }
  }
  const rooms = rooming ? roomsCost(timetable, slotOf, rooming.roomOf) : 0
  let crowded = 0
  for (let slot = 0; slot < slots; slot++)
    crowded += timetable.crowd * Math.max(0, counts[slot]! - timetable.limits[slot]!)
  return {total: selves + nearness + rooms + crowded, own: selves, near: nearness, rooms, crowded, unplaced}
}

function roomsCost(timetable: TimetableState['timetable'], slotOf: Int32Array, roomOf: Int32Array): number {
  const {rooming} = emptyState(timetable)
  if (!rooming) return 0
  let cost = 0
  for (let item = 0; item < timetable.items; item++) {
    for (let part = rooming.rooms.parts[item]!; part < rooming.rooms.parts[item + 1]!; part++) {
      if (slotOf[item]! < 0 || roomOf[part]! < 0) continue
      cost += costIn(rooming, part, slotOf[item]!, roomOf[part]!)
      putIn(rooming, part, slotOf[item]!, roomOf[part]!)
    }
  }
  return cost
}
