/*
 * What is to be put in slots, as typed arrays: exams of a published instance, or sittings of a school. An item is one thing
 * that takes one slot and, where there are rooms, one room; two items that share persons do not meet in a slot.
 */

/** A pair of items: the persons they share, or 0 of two that may not meet for another reason. */
export type ItemPair = readonly [a: number, b: number, shared: number]

/** An item that must lie in a later slot than another. */
export type ItemOrder = Readonly<{item: number; after: number}>

/**
 * Rooms as the search sees them. An item has one part or more, each with a room of its own; what must be taken at one moment
 * is one item with several parts.
 */
export type TimetableRooms = Readonly<{
  rooms: number
  /** Slot × room: seats, 0 where the room is not free. */
  seats: Int32Array
  /** Whether several parts may be in one room in one slot. */
  shared: boolean
  /** Parts of item `i` are `parts[i] … parts[i + 1] - 1`. */
  parts: Int32Array
  /** By part: persons, class of duration, and whether it shares its room with none. */
  sizes: Int32Array
  durations: Uint8Array
  alone: Uint8Array
  /** Part × room: cost of having it there; -1 where it may not be. */
  cost: Int32Array
  classes: number
  /** What each further class of duration in one room and slot costs. */
  mixed: number
  /** By part: how many slots in a row it fills its room; only where rooms are not shared. */
  spans: Uint8Array
  /** By slot: the one at which what begins here has to be over, at the latest. */
  ends: Int32Array
}>

export type Timetable = Readonly<{
  items: number
  slots: number
  /** Neighbours of item `i` are `others[starts[i]] … others[starts[i + 1] - 1]`, each sharing `shared[…]` persons. */
  starts: Int32Array
  others: Int32Array
  shared: Int16Array
  /** Bits, a row of `words` for each item: who may not meet whom. */
  adjacent: Int32Array
  words: number
  /** Item × slot: 1 where it may be. */
  allowed: Uint8Array
  /** Item × slot: what it costs there by itself. */
  own: Int32Array
  /** Slot × slot: what one person costs who sits in both. The diagonal is what one costs who sits twice in a slot; 0 forbids it. */
  near: Int32Array
  /** The greatest distance of two slots that cost something. */
  reach: number
  /** Cost by distance, where it depends on nothing else and reaches five slots at most; otherwise empty. */
  ladder: readonly number[]
  /** Orders of item `i`: `ordered[orders[i]] …` is the other one; `orderSigns` is 1 where `i` comes later, -1 where sooner. */
  orders: Int32Array
  ordered: Int32Array
  orderSigns: Int8Array
  /** By item: 1 where an order or a pair that shares nobody binds it, which `sharing` does not show. */
  tied: Uint8Array
  rooms: TimetableRooms | null
  /** By slot, how many items cost nothing more, and what each beyond that costs; for plain moves and exchanges. */
  limits: Int32Array
  crowd: number
}>

export type TimetableParts = Readonly<{
  items: number
  slots: number
  pairs: readonly ItemPair[]
  near: (a: number, b: number) => number
  allowed?: (item: number, slot: number) => boolean
  own?: (item: number, slot: number) => number
  /** What a person costs who sits twice in one slot; 0 forbids it. */
  clash?: number
  orders?: readonly ItemOrder[]
  limits?: Int32Array
  crowd?: number
  rooms?: TimetableRooms | null
}>

/** Lays a problem out for the search. Pairs are named once, `a` before `b` or after it. */
export function timetableOf(parts: TimetableParts): Timetable {
  const {items, slots, pairs, clash = 0, orders = [], rooms = null} = parts
  const near = new Int32Array(slots * slots)
  let reach = 0
  for (let a = 0; a < slots; a++) {
    for (let b = 0; b < slots; b++) {
      near[a * slots + b] = a === b ? clash : parts.near(a, b)
      if (a !== b && near[a * slots + b]! !== 0) reach = Math.max(reach, Math.abs(a - b))
    }
  }
  return {
    items,
    slots,
    ...neighboursOf(items, pairs),
    allowed: table(items, slots, (item, slot) => (parts.allowed?.(item, slot) === false ? 0 : 1), Uint8Array),
    own: table(items, slots, parts.own ?? (() => 0), Int32Array),
    near,
    reach,
    ladder: clash === 0 ? ladderOf(near, slots, reach) : [],
    ...ordersOf(items, orders),
    tied: tiedOf(items, pairs, orders),
    rooms,
    limits: parts.limits ?? new Int32Array(slots).fill(items),
    crowd: parts.crowd ?? 0,
  }
}

function table<T extends Int32Array | Uint8Array>(
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
  kind: new (length: number) => T,
): T {
  const made = new kind(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) made[row * columns + column] = value(row, column)
  return made
}

function neighboursOf(
  items: number,
  pairs: readonly ItemPair[],
): Pick<Timetable, 'starts' | 'others' | 'shared' | 'adjacent' | 'words'> {
  const starts = new Int32Array(items + 1)
  for (const [a, b] of pairs) {
    starts[a + 1]!++
    starts[b + 1]!++
  }
  for (let item = 0; item < items; item++) starts[item + 1]! += starts[item]!
  const next = starts.slice()
  const others = new Int32Array(pairs.length * 2)
  const shared = new Int16Array(pairs.length * 2)
  const words = (items + 31) >> 5
  const adjacent = new Int32Array(items * words)
  const link = (a: number, b: number, persons: number): void => {
    others[next[a]!] = b
    shared[next[a]!++] = persons
    adjacent[a * words + (b >> 5)]! |= 1 << (b & 31)
  }
  for (const [a, b, persons] of pairs) {
    link(a, b, persons)
    link(b, a, persons)
  }
  return {starts, others, shared, adjacent, words}
}

function ordersOf(items: number, given: readonly ItemOrder[]): Pick<Timetable, 'orders' | 'ordered' | 'orderSigns'> {
  const both = given.flatMap(({item, after}) => [
    {item, other: after, sign: 1},
    {item: after, other: item, sign: -1},
  ])
  const sorted = both.toSorted((a, b) => a.item - b.item)
  const orders = new Int32Array(items + 1)
  for (const {item} of sorted) orders[item + 1]!++
  for (let item = 0; item < items; item++) orders[item + 1]! += orders[item]!
  return {
    orders,
    ordered: Int32Array.from(sorted, ({other}) => other),
    orderSigns: Int8Array.from(sorted, ({sign}) => sign),
  }
}

function tiedOf(items: number, pairs: readonly ItemPair[], orders: readonly ItemOrder[]): Uint8Array {
  const tied = new Uint8Array(items)
  for (const [a, b, persons] of pairs) if (persons === 0) tied[a] = tied[b] = 1
  for (const {item, after} of orders) tied[item] = tied[after] = 1
  return tied
}

function ladderOf(near: Int32Array, slots: number, reach: number): number[] {
  if (reach > 5 || slots < 2) return []
  const by = [0, 1, 2, 3, 4, 5].map((distance) => (distance > 0 && distance < slots ? near[distance]! : 0))
  for (let a = 0; a < slots; a++)
    for (let b = 0; b < slots; b++) if (a !== b && near[a * slots + b] !== (by[Math.abs(a - b)] ?? 0)) return []
  return by
}
