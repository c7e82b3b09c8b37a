import type {Timetable} from './model.ts'
import {emptyRooming, type Rooming, takeOut} from './rooming.ts'

/**
 * Where every item is, with what the search looks up all the time. `sharing` has for each item and slot the persons it shares
 * with the items of that slot; its rows are padded by `pad` on both sides, so that a slot's neighbours need no check.
 */
export type TimetableState = {
  readonly timetable: Timetable
  /** -1 is nowhere. */
  readonly slotOf: Int32Array
  readonly pad: number
  readonly stride: number
  readonly sharing: Int16Array
  /** Items of slot `s`: `members[s * items] …`, `counts[s]` of them; `places` is where an item stands in its list. */
  readonly members: Int32Array
  readonly counts: Int32Array
  readonly places: Int32Array
  /**
   * Slots in which nobody is in the way of item `i`: `free[i * slots] …`, `freeCounts[i]` of them; `freePlaces` is where a slot
   * stands in that list, 255 when it is not in it. Where meeting has a price these are all allowed slots.
   */
  readonly free: Uint8Array
  readonly freeCounts: Int32Array
  readonly freePlaces: Uint8Array
  readonly rooming: Rooming | null
}

/** A state in which nothing has a slot. */
export function emptyState(timetable: Timetable): TimetableState {
  const {items, slots, reach, rooms} = timetable
  const pad = Math.max(5, reach)
  const stride = slots + 2 * pad
  if (slots > 254) throw new RangeError(`${slots} slots are more than the search can tell apart`)
  const free = new Uint8Array(items * slots)
  const freeCounts = new Int32Array(items)
  const freePlaces = new Uint8Array(items * slots).fill(255)
  for (let item = 0; item < items; item++) {
    for (let slot = 0; slot < slots; slot++) {
      if (timetable.allowed[item * slots + slot] === 0) continue
      freePlaces[item * slots + slot] = freeCounts[item]!
      free[item * slots + freeCounts[item]!++] = slot
    }
  }
  return {
    timetable,
    free,
    freeCounts,
    freePlaces,
    slotOf: new Int32Array(items).fill(-1),
    pad,
    stride,
    sharing: new Int16Array(items * stride),
    members: new Int32Array(slots * items),
    counts: new Int32Array(slots),
    places: new Int32Array(items),
    rooming: rooms ? emptyRooming(timetable, rooms) : null,
  }
}

/** Puts an item in a slot, or nowhere (-1); its rooms are not looked at. */
export function shift(state: TimetableState, item: number, to: number): void {
  const {slotOf, counts, members, places, sharing, stride, pad} = state
  const {starts, others, shared, items, near} = state.timetable
  const from = slotOf[item]!
  if (from >= 0) {
    const last = members[from * items + --counts[from]!]!
    members[from * items + places[item]!] = last
    places[last] = places[item]!
  }
  if (to >= 0) {
    places[item] = counts[to]!
    members[to * items + counts[to]!++] = item
  }
  slotOf[item] = to
  const {free, freeCounts, freePlaces} = state
  const {allowed, slots} = state.timetable
  const end = starts[item + 1]!
  const hard = near[0] === 0
  for (let edge = starts[item]!; edge < end; edge++) {
    const persons = shared[edge]!
    const other = others[edge]!
    const row = other * stride + pad
    const lists = other * slots
    if (from >= 0) {
      const left = sharing[row + from]! - persons
      sharing[row + from] = left
      if (left === 0 && hard && persons > 0 && allowed[lists + from] === 1) {
        const place = freeCounts[other]!
        freeCounts[other] = place + 1
        free[lists + place] = from
        freePlaces[lists + from] = place
      }
    }
    if (to >= 0) {
      const had = sharing[row + to]!
      sharing[row + to] = had + persons
      if (had === 0 && hard && persons > 0 && allowed[lists + to] === 1) {
        const place = freePlaces[lists + to]!
        const count = freeCounts[other]! - 1
        const moved = free[lists + count]!
        freeCounts[other] = count
        free[lists + place] = moved
        freePlaces[lists + moved] = place
      }
    }
  }
}

/** Takes an item from its slot and its rooms. */
export function remove(state: TimetableState, item: number): void {
  if (state.rooming) takeOut(state.rooming, item, state.slotOf[item]!)
  shift(state, item, -1)
}

/** Whether an item would lie on the right side of all it is ordered against. */
export function inOrder(
  {timetable: {orders, ordered, orderSigns}, slotOf}: TimetableState,
  item: number,
  slot: number,
): boolean {
  for (let at = orders[item]!; at < orders[item + 1]!; at++) {
    const other = slotOf[ordered[at]!]!
    if (other >= 0 && (slot - other) * orderSigns[at]! <= 0) return false
  }
  return true
}

/** Whether two items may not meet. */
export function meets({adjacent, words}: Pick<Timetable, 'adjacent' | 'words'>, a: number, b: number): boolean {
  return (adjacent[a * words + (b >> 5)]! & (1 << (b & 31))) !== 0
}
