import {begin, chainDelta, emptyChain, link, ordersHold} from './chain.ts'
import {costOf} from './evaluate.ts'
import {changeRoom, exchangeRooms, moveRooms, NEVER} from './room-moves.ts'
import {slotSwapDelta, swapSlots} from './slot-swap.ts'
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
  /** Items to draw from, each as often as it is worth proposing; a power of two of them. */
  readonly draws: Uint16Array
  /** By item: how far its accepted moves changed the cost, since it was last emptied. */
  readonly flux: Float64Array
}

/** Which moves are proposed: shares of all proposals. The rest are plain moves to a slot in which nobody is in the way. */
export type MoveShares = Readonly<{
  slotSwaps: number
  roomMoves: number
  exchanges: number
  /** To any slot; those in the way move by a chain. */
  chains: number
  longestChain: number
}>

const SHARE = 65_536
const DRAWS = 16_384

/** Begins an annealing where a state is. */
export function annealingFrom(
  state: TimetableState,
  {seed, ...shares}: MoveShares & Readonly<{seed: number}>,
): Annealing {
  const {items} = state.timetable
  return {
    state,
    cost: costOf(state).total,
    seed: Math.imul(seed + 1, 0x9e3779b1) | 1,
    temperature: 1,
    slotSwaps: Math.round(shares.slotSwaps * SHARE),
    chains: Math.round(shares.chains * SHARE),
    longestChain: shares.longestChain,
    roomMoves: Math.round(shares.roomMoves * SHARE),
    exchanges: Math.round(shares.exchanges * SHARE),
    tried: new Float64Array(MOVES.length),
    accepted: new Float64Array(MOVES.length),
    draws: Uint16Array.from({length: DRAWS}, (_, at) => at % items),
    flux: new Float64Array(items),
  }
}

const LOG_STEPS = 65_536
/** -ln(u) by step of u, so that no logarithm is taken in the loop. */
const THRESHOLDS = Float64Array.from({length: LOG_STEPS}, (_, step) => -Math.log((step + 0.5) / LOG_STEPS))

/**
 * Makes `proposals` proposals at one temperature. All that is hot stands in this one function, in local constants: V8 is
 * several times slower with closures or state of the module. `limit` is drawn before a move is evaluated, so that what
 * cannot be accepted is left early.
 */
export function anneal(annealing: Annealing, proposals: number): void {
  const {state, slotSwaps, chains, longestChain, roomMoves, exchanges, tried, accepted, temperature, draws, flux} =
    annealing
  const drawn = draws.length - 1
  const {timetable, slotOf, sharing, stride, pad, counts, rooming, free, freeCounts} = state
  const {items, slots, allowed, own, near, ladder, tied} = timetable
  const soft = slots > 0 && near[0]! > 0
  const unrolled = ladder.length > 0
  const [, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0] = ladder
  const {reach, limits, crowd} = timetable
  const chain = emptyChain(items)
  const oldRooms = new Int32Array(1_024)
  let seed = annealing.seed | 0
  let cost = annealing.cost

  for (let proposal = 0; proposal < proposals; proposal++) {
    seed ^= seed << 13
    seed ^= seed >>> 17
    seed ^= seed << 5
    const kind = seed & 65_535
    const item = draws[(seed >>> 16) & drawn]!
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
    begin(chain, item)
    const exchanged = kind - slotSwaps - roomMoves < exchanges
    if (exchanged) {
      seed ^= seed << 13
      seed ^= seed >>> 17
      seed ^= seed << 5
      const other = Math.imul(seed >>> 16, items) >>> 16
      to = slotOf[other]!
      if (to < 0 || to === from) continue
      link(chain, other)
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
      flux[item]! += delta < 0 ? -delta : delta
      shift(state, item, to)
      continue
    }
    const delta = chainDelta(state, chain, from, to, longestChain)
    if (delta === NEVER) continue
    const which = exchanged ? 4 : 1
    tried[which]!++
    if (rooming === null && delta > limit) continue
    if (!ordersHold(state, chain, from, to)) continue
    const whole =
      rooming === null ? delta : exchangeRooms(state, rooming, chain, from, to, seed, delta, limit, oldRooms)
    if (whole > limit) continue
    accepted[which]!++
    cost += whole
    flux[item]! += whole < 0 ? -whole : whole
    for (let at = 0; at < chain.length; at++)
      shift(state, chain.items[at]!, slotOf[chain.items[at]!] === from ? to : from)
  }
  annealing.seed = seed
  annealing.cost = cost
}
