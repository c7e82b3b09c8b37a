import {seatItem} from './rooming.ts'
import {inOrder, meets, remove, shift, type TimetableState} from './state.ts'

/** How many slots in a row an ejected item may not come back to where it was. */
const TABU = 10

/**
 * Gives every item without one a slot and rooms: those with the least choice first, then, where nothing is free, in the place
 * of others, which come again later. Answers whether all have a place within `steps`; what has none then stays without.
 */
export function construct(state: TimetableState, random: () => number, steps: number, firstFit: boolean): boolean {
  const {timetable, slotOf} = state
  const {items} = timetable
  const weights = new Float64Array(items).fill(1)
  const tabu = new Int32Array(items * timetable.slots)
  let waiting = queued(state, random)
  for (let step = 1; waiting.length > 0 && step <= steps; step++) {
    const at = leastChoice(state, waiting, random)
    const item = waiting[at]!
    waiting[at] = waiting.at(-1)!
    waiting.pop()
    if (placeFree(state, item, random, firstFit)) continue
    const ejected = placeByEjection(state, item, random, {weights, tabu, step})
    weights[item]! += 1
    waiting = ejected ? [...waiting, ...ejected] : [...waiting, item]
  }
  return slotOf.every((slot) => slot >= 0)
}

function queued({timetable, slotOf}: TimetableState, random: () => number): number[] {
  const {starts, items} = timetable
  const order = Float64Array.from({length: items}, (_, item) => starts[item + 1]! - starts[item]! + random())
  return [...slotOf.keys()].filter((item) => slotOf[item]! < 0).toSorted((a, b) => order[a]! - order[b]!)
}

/** Which of the waiting has the fewest slots left; the one with most neighbours among equals, which stands last. */
function leastChoice(state: TimetableState, waiting: readonly number[], random: () => number): number {
  // A sample keeps large problems quick; the last ones have most neighbours.
  const sample = Math.min(waiting.length, 40)
  let best = waiting.length - 1
  let least = Infinity
  for (let tried = 0; tried < sample; tried++) {
    const at = tried < sample / 2 ? waiting.length - 1 - tried : Math.floor(random() * waiting.length)
    const choice = freeSlots(state, waiting[at]!)
    if (choice < least) {
      least = choice
      best = at
    }
  }
  return best
}

function freeSlots({timetable: {slots, allowed}, sharing, stride, pad}: TimetableState, item: number): number {
  let free = 0
  for (let slot = 0; slot < slots; slot++)
    if (allowed[item * slots + slot] === 1 && sharing[item * stride + pad + slot] === 0) free++
  return free
}

/** Whether nobody and nothing keeps an item from a slot, rooms aside. */
function isFreeIn(state: TimetableState, item: number, slot: number): boolean {
  const {timetable, sharing, stride, pad} = state
  if (timetable.allowed[item * timetable.slots + slot] === 0) return false
  if (sharing[item * stride + pad + slot]! > 0) return false
  return inOrder(state, item, slot) && !meetsAny(state, item, slot)
}

function meetsAny({timetable, members, counts}: TimetableState, item: number, slot: number): boolean {
  const first = slot * timetable.items
  for (let at = 0; at < counts[slot]!; at++) if (meets(timetable, item, members[first + at]!)) return true
  return false
}

function placeFree(state: TimetableState, item: number, random: () => number, firstFit: boolean): boolean {
  const {slots} = state.timetable
  const offset = firstFit ? 0 : Math.floor(random() * slots)
  for (let tried = 0; tried < slots; tried++) {
    const slot = (tried + offset) % slots
    if (isFreeIn(state, item, slot) && settle(state, item, slot, random)) return true
  }
  return false
}

function settle(state: TimetableState, item: number, slot: number, random: () => number): boolean {
  if (state.rooming && seatItem(state.rooming, item, slot, Math.floor(random() * 2 ** 31) * 2) < 0) return false
  shift(state, item, slot)
  return true
}

/**
 * Gives items without a slot the cheapest one with a room, largest first, where meeting has a price. What finds no room stays
 * without; answers how many.
 */
export function constructCheapest(state: TimetableState, random: () => number): number {
  const {timetable, slotOf, sharing, stride, pad, counts} = state
  const {slots, allowed, own, near, reach, rooms, limits, crowd} = timetable
  const size = (item: number): number =>
    rooms ? rooms.sizes[rooms.parts[item]!]! * rooms.spans[rooms.parts[item]!]! : 1
  const waiting = [...slotOf.keys()].filter((item) => slotOf[item]! < 0).toSorted((a, b) => size(b) - size(a) || a - b)
  let left = 0
  for (const item of waiting) {
    const choices: {slot: number; cost: number}[] = []
    for (let slot = 0; slot < slots; slot++) {
      if (allowed[item * slots + slot] === 0) continue
      let cost = own[item * slots + slot]! + random() + (counts[slot]! >= limits[slot]! ? crowd : 0)
      for (let other = Math.max(0, slot - reach); other <= Math.min(slots - 1, slot + reach); other++)
        cost += near[slot * slots + other]! * sharing[item * stride + pad + other]!
      choices.push({slot, cost})
    }
    choices.sort((a, b) => a.cost - b.cost)
    if (!choices.some(({slot}) => settle(state, item, slot, random))) left++
  }
  return left
}

type Ejecting = Readonly<{weights: Float64Array; tabu: Int32Array; step: number}>

/** Puts an item where those in its way weigh least, and answers them; nothing when no slot can ever take it. */
function placeByEjection(
  state: TimetableState,
  item: number,
  random: () => number,
  {weights, tabu, step}: Ejecting,
): number[] | undefined {
  const {slots, allowed} = state.timetable
  let best = -1
  let least = Infinity
  for (let slot = 0; slot < slots; slot++) {
    if (allowed[item * slots + slot] === 0) continue
    const barred = tabu[item * slots + slot]! > step ? 1_000 : 0
    const weight = barred + random() + inTheWay(state, item, slot).reduce((sum, other) => sum + weights[other]!, 0)
    if (weight < least) {
      least = weight
      best = slot
    }
  }
  if (best < 0) return undefined
  const ejected = inTheWay(state, item, best)
  for (const other of ejected) eject(state, other, tabu, step)
  while (!settle(state, item, best, random)) {
    const other = roomHolder(state, best, item, weights, random)
    if (other < 0) return ejected.length > 0 ? [...ejected, item] : undefined
    eject(state, other, tabu, step)
    ejected.push(other)
  }
  return ejected
}

function eject(state: TimetableState, item: number, tabu: Int32Array, step: number): void {
  tabu[item * state.timetable.slots + state.slotOf[item]!] = step + TABU
  remove(state, item)
}

function inTheWay(state: TimetableState, item: number, slot: number): number[] {
  const {timetable, members, counts, slotOf} = state
  const found: number[] = []
  const first = slot * timetable.items
  for (let at = 0; at < counts[slot]!; at++)
    if (meets(timetable, item, members[first + at]!)) found.push(members[first + at]!)
  for (let at = timetable.orders[item]!; at < timetable.orders[item + 1]!; at++) {
    const other = timetable.ordered[at]!
    if (slotOf[other]! >= 0 && (slot - slotOf[other]!) * timetable.orderSigns[at]! <= 0) found.push(other)
  }
  return found
}

/** The lightest item in a slot that holds a room in which a part of another would fit. */
function roomHolder(
  {timetable, members, counts, rooming}: TimetableState,
  slot: number,
  item: number,
  weights: Float64Array,
  random: () => number,
): number {
  if (!rooming) return -1
  const {rooms, roomOf} = rooming
  let best = -1
  let least = Infinity
  for (let at = 0; at < counts[slot]!; at++) {
    const other = members[slot * timetable.items + at]!
    let useful = 0
    for (let own = rooms.parts[other]!; own < rooms.parts[other + 1]!; own++) {
      const room = roomOf[own]!
      for (let part = rooms.parts[item]!; part < rooms.parts[item + 1]!; part++)
        if (
          rooms.cost[part * rooms.rooms + room]! >= 0 &&
          rooms.seats[slot * rooms.rooms + room]! >= rooms.sizes[part]!
        )
          useful = 1
    }
    if (useful === 0) continue
    const weight = weights[other]! * (0.5 + random())
    if (weight < least) {
      least = weight
      best = other
    }
  }
  return best
}
