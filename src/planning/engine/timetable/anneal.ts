import {putIn, roomFor, costIn, seatItem, takeOut, takePart, type Rooming} from './rooming.ts'
import {shift, type TimetableState} from './state.ts'

/** Kinds of move, and what is counted of each. */
export const MOVES = ['slot', 'chain', 'slot-swap', 'room', 'exchange'] as const

export type Annealing = {
  readonly state: TimetableState
  /** Cost of the state as the search keeps it. */
  cost: number
  /** State of the random numbers; never 0. */
  seed: number
  temperature: number
  /** Of 2¹⁶ proposals, how many are whole-slot swaps. */
  readonly slotSwaps: number
  /** Of 2¹⁶ proposals, how many go to any slot, and move those in the way by a chain. */
  readonly chains: number
  readonly longestChain: number
  /** Of 2¹⁶ proposals, how many change a room alone, or exchange two items. */
  readonly roomMoves: number
  readonly exchanges: number
  /** By kind of move: proposals that were evaluated, and accepted. */
  readonly tried: Float64Array
  readonly accepted: Float64Array
}

const LOG_STEPS = 65_536
/** -ln(u) by step of u, so that no logarithm is taken in the loop. */
const THRESHOLDS = Float64Array.from({length: LOG_STEPS}, (_, step) => -Math.log((step + 0.5) / LOG_STEPS))
const LONGEST = 64

/**
 * Makes `proposals` proposals at one temperature. All that is hot stands in this one function, in local constants: V8 is
 * several times slower with closures or state of the module. `limit` is drawn before a move is evaluated, so that what
 * cannot be accepted is left early.
 */
export function anneal(annealing: Annealing, proposals: number): void {
  const {state, slotSwaps, chains, longestChain, roomMoves, exchanges, tried, accepted, temperature} = annealing
  const {timetable, slotOf, sharing, stride, pad, members, counts, rooming, free, freeCounts} = state
  const {items, slots, allowed, own, near, ladder, adjacent, words, tied, starts, others, shared} = timetable
  const soft = slots > 0 && near[0]! > 0
  const unrolled = ladder.length > 0
  const [, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0] = ladder
  const {reach, limits, crowd} = timetable
  const chain = new Int32Array(LONGEST + 2)
  const oldRooms = new Int32Array(1_024)
  const mark = new Int32Array(items)
  let stamp = 0
  let seed = annealing.seed | 0
  let cost = annealing.cost

  for (let proposal = 0; proposal < proposals; proposal++) {
    seed ^= seed << 13
    seed ^= seed >>> 17
    seed ^= seed << 5
    const kind = seed & 65_535
    const item = Math.imul(seed >>> 16, items) >>> 16
    seed ^= seed << 13
    seed ^= seed >>> 17
    seed ^= seed << 5
    const limit = temperature * THRESHOLDS[seed & 65_535]!
    const from = slotOf[item]!
    if (from < 0) continue

    if (kind < slotSwaps) {
      const a = from
      const b = Math.imul(seed >>> 16, slots) >>> 16
      if (a === b || soft) continue
      tried[2]!++
      const delta = slotSwapDelta(state, a, b)
      if (delta <= limit && swapSlots(state, a, b)) {
        cost += delta
        accepted[2]!++
      }
      continue
    }
    if (kind - slotSwaps < roomMoves) {
      if (rooming === null) continue
      tried[3]!++
      const delta = changeRoom(rooming, item, from, seed, limit)
      if (delta <= limit) {
        cost += delta
        accepted[3]!++
      }
      continue
    }

    const blocked = kind - slotSwaps - roomMoves - exchanges < chains
    let to = blocked
      ? Math.imul(seed >>> 16, slots) >>> 16
      : free[item * slots + (Math.imul(seed >>> 16, freeCounts[item]!) >>> 16)]!
    let length = 1
    chain[0] = item
    const exchanged = kind - slotSwaps - roomMoves < exchanges
    if (exchanged) {
      seed ^= seed << 13
      seed ^= seed >>> 17
      seed ^= seed << 5
      const other = Math.imul(seed >>> 16, items) >>> 16
      to = slotOf[other]!
      if (to < 0 || to === from) continue
      chain[1] = other
      length = 2
    }
    if (to === from || allowed[item * slots + to] === 0) continue

    const base = item * stride + pad
    if (!exchanged && (soft || sharing[base + to] === 0) && tied[item] === 0) {
      // The plain move: nobody is in the way.
      const p = base + to
      const q = base + from
      let delta = own[item * slots + to]! - own[item * slots + from]!
      if (unrolled) {
        delta +=
          w1 * (sharing[p - 1]! + sharing[p + 1]! - sharing[q - 1]! - sharing[q + 1]!) +
          w2 * (sharing[p - 2]! + sharing[p + 2]! - sharing[q - 2]! - sharing[q + 2]!) +
          w3 * (sharing[p - 3]! + sharing[p + 3]! - sharing[q - 3]! - sharing[q + 3]!) +
          w4 * (sharing[p - 4]! + sharing[p + 4]! - sharing[q - 4]! - sharing[q + 4]!) +
          w5 * (sharing[p - 5]! + sharing[p + 5]! - sharing[q - 5]! - sharing[q + 5]!)
      } else {
        const toRow = to * slots
        const toEnd = to + reach < slots ? to + reach : slots - 1
        for (let slot = to > reach ? to - reach : 0; slot <= toEnd; slot++)
          delta += near[toRow + slot]! * sharing[base + slot]!
        const fromRow = from * slots
        const fromEnd = from + reach < slots ? from + reach : slots - 1
        for (let slot = from > reach ? from - reach : 0; slot <= fromEnd; slot++)
          delta -= near[fromRow + slot]! * sharing[base + slot]!
      }
      if (crowd > 0) {
        if (counts[to]! >= limits[to]!) delta += crowd
        if (counts[from]! > limits[from]!) delta -= crowd
      }
      tried[0]!++
      if (rooming === null) {
        if (delta > limit) continue
      } else {
        const roomed = moveRooms(rooming, item, from, to, seed, delta, limit, oldRooms)
        if (roomed > limit) continue
        delta = roomed
      }
      accepted[0]!++
      cost += delta
      shift(state, item, to)
      continue
    }
    // A chain: who is in the way goes the other way, and so on.
    stamp++
    mark[item] = stamp
    if (length === 2) mark[chain[1]!] = stamp
    let possible = true
    let delta = 0
    for (let at = 0; at < length && possible; at++) {
      const mover = chain[at]!
      const x = slotOf[mover]!
      const y = x === from ? to : from
      if (allowed[mover * slots + y] === 0) {
        possible = false
        break
      }
      const row = mover * stride + pad
      const inTheWay = sharing[row + y]!
      if (!soft && (inTheWay !== 0 || tied[mover] !== 0)) {
        const bits = mover * words
        const first = y * items
        const last = first + counts[y]!
        for (let place = first; place < last; place++) {
          const other = members[place]!
          if (mark[other] === stamp || (adjacent[bits + (other >> 5)]! & (1 << (other & 31))) === 0) continue
          if (length >= longestChain) {
            possible = false
            break
          }
          mark[other] = stamp
          chain[length++] = other
        }
      }
      delta += own[mover * slots + y]! - own[mover * slots + x]!
      if (unrolled) {
        const p = row + y
        const q = row + x
        delta +=
          w1 * (sharing[p - 1]! + sharing[p + 1]! - sharing[q - 1]! - sharing[q + 1]!) +
          w2 * (sharing[p - 2]! + sharing[p + 2]! - sharing[q - 2]! - sharing[q + 2]!) +
          w3 * (sharing[p - 3]! + sharing[p + 3]! - sharing[q - 3]! - sharing[q + 3]!) +
          w4 * (sharing[p - 4]! + sharing[p + 4]! - sharing[q - 4]! - sharing[q + 4]!) +
          w5 * (sharing[p - 5]! + sharing[p + 5]! - sharing[q - 5]! - sharing[q + 5]!)
      } else {
        const toRow = y * slots
        const toEnd = y + reach < slots ? y + reach : slots - 1
        for (let slot = y > reach ? y - reach : 0; slot <= toEnd; slot++)
          delta += near[toRow + slot]! * sharing[row + slot]!
        const fromRow = x * slots
        const fromEnd = x + reach < slots ? x + reach : slots - 1
        for (let slot = x > reach ? x - reach : 0; slot <= fromEnd; slot++)
          delta -= near[fromRow + slot]! * sharing[row + slot]!
      }
      // All that it meets in the other slot comes to where it was, so the pair stays as far apart as it is.
      if (!soft) delta += near[x * slots + y]! * inTheWay
    }
    if (!possible) continue
    if (soft && length === 2) {
      // Two that are exchanged stay as far apart as they are, and do not meet.
      const [a = 0, b = 0] = chain
      if ((adjacent[a * words + (b >> 5)]! & (1 << (b & 31))) !== 0)
        for (let edge = starts[a]!; edge < starts[a + 1]!; edge++)
          if (others[edge] === b) delta += 2 * shared[edge]! * (near[from * slots + to]! - near[from * slots + from]!)
    }
    const which = exchanged ? 4 : 1
    tried[which]!++
    if (rooming === null && delta > limit) continue
    if (!ordersHold(state, chain, length, from, to, mark, stamp)) continue
    if (rooming !== null) {
      const roomed = exchangeRooms(state, rooming, chain, length, from, to, seed, delta, limit, oldRooms)
      if (roomed > limit) continue
      delta = roomed
    }
    accepted[which]!++
    cost += delta
    for (let at = 0; at < length; at++) shift(state, chain[at]!, slotOf[chain[at]!] === from ? to : from)
  }
  annealing.seed = seed
  annealing.cost = cost
}

const NEVER = Infinity

/** Moves the rooms of one item to another slot; answers `delta` with their cost, or more than `limit` when they stay. */
function moveRooms(
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
function exchangeRooms(
  {slotOf}: TimetableState,
  rooming: Rooming,
  chain: Int32Array,
  length: number,
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
function changeRoom(rooming: Rooming, item: number, slot: number, draw: number, limit: number): number {
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

/** Whether a chain's items lie on the right side of what they are ordered against, once moved. */
function ordersHold(
  {timetable, slotOf}: TimetableState,
  chain: Int32Array,
  length: number,
  from: number,
  to: number,
  mark: Int32Array,
  stamp: number,
): boolean {
  const {orders, ordered, orderSigns} = timetable
  for (let at = 0; at < length; at++) {
    const item = chain[at]!
    const slot = slotOf[item] === from ? to : from
    for (let place = orders[item]!; place < orders[item + 1]!; place++) {
      const other = ordered[place]!
      const stays = slotOf[other]!
      const its = mark[other] === stamp ? (stays === from ? to : from) : stays
      if ((slot - its) * orderSigns[place]! <= 0) return false
    }
  }
  return true
}

/** What the exchange of all items of two slots costs. */
function slotSwapDelta(
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
function swapSlots(state: TimetableState, a: number, b: number): boolean {
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
