import {NEVER} from './room-moves.ts'
import type {TimetableState} from './state.ts'

/** Items that move between two slots, each to where the others are: one at first, then those who are in the way. */
export type Chain = {
  readonly items: Int32Array
  length: number
  /** By item: the stamp of the chain that it was last in. */
  readonly mark: Int32Array
  stamp: number
}

const LONGEST = 64

export function emptyChain(items: number): Chain {
  return {items: new Int32Array(LONGEST + 2), length: 0, mark: new Int32Array(items), stamp: 0}
}

/** Begins a chain with one item. */
export function begin(chain: Chain, item: number): void {
  chain.items[0] = item
  chain.length = 1
  chain.mark[item] = ++chain.stamp
}

/** Puts a further item in a chain. */
export function link(chain: Chain, item: number): void {
  chain.items[chain.length++] = item
  chain.mark[item] = chain.stamp
}

/**
 * Goes along a chain, and puts in it whoever is in the way where meeting is forbidden. Answers what the whole costs;
 * {@link NEVER} when one may not be there, or it would be longer than `longest`.
 */
export function chainDelta(state: TimetableState, chain: Chain, from: number, to: number, longest: number): number {
  const {timetable, slotOf, sharing, stride, pad} = state
  const {slots, allowed, own, near, reach, tied} = timetable
  const soft = near[0]! > 0
  let delta = 0
  for (let at = 0; at < chain.length; at++) {
    const mover = chain.items[at]!
    const x = slotOf[mover]!
    const y = x === from ? to : from
    if (allowed[mover * slots + y] === 0) return NEVER
    const row = mover * stride + pad
    const inTheWay = sharing[row + y]!
    if (!soft && (inTheWay !== 0 || tied[mover] !== 0) && !linked(state, chain, mover, y, longest)) return NEVER
    delta += own[mover * slots + y]! - own[mover * slots + x]!
    const last = Math.min(slots - 1, Math.max(x, y) + reach)
    for (let slot = Math.max(0, Math.min(x, y) - reach); slot <= last; slot++)
      delta += (near[y * slots + slot]! - near[x * slots + slot]!) * sharing[row + slot]!
    // All that it meets in the other slot comes to where it was, so the pair stays as far apart as it is.
    if (!soft) delta += near[x * slots + y]! * inTheWay
  }
  return soft && chain.length === 2 ? delta + together(state, chain, from, to) : delta
}

/** Puts all that are in the way of an item in its chain; answers whether the chain is not too long for them. */
function linked(
  {timetable, members, counts}: TimetableState,
  chain: Chain,
  item: number,
  slot: number,
  longest: number,
): boolean {
  const {items, adjacent, words} = timetable
  const first = slot * items
  const last = first + counts[slot]!
  for (let place = first; place < last; place++) {
    const other = members[place]!
    if (chain.mark[other] === chain.stamp || (adjacent[item * words + (other >> 5)]! & (1 << (other & 31))) === 0)
      continue
    if (chain.length >= longest) return false
    link(chain, other)
  }
  return true
}

/** Two that are exchanged stay as far apart as they are, and do not meet: what their own costs said too much. */
function together({timetable}: TimetableState, {items}: Chain, from: number, to: number): number {
  const {starts, others, shared, near, slots} = timetable
  const [a = 0, b = 0] = items
  for (let edge = starts[a]!; edge < starts[a + 1]!; edge++)
    if (others[edge] === b) return 2 * shared[edge]! * (near[from * slots + to]! - near[from * slots + from]!)
  return 0
}

/** Whether a chain's items lie on the right side of what they are ordered against, once moved. */
export function ordersHold(
  {timetable, slotOf}: TimetableState,
  {items: chain, length, mark, stamp}: Chain,
  from: number,
  to: number,
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
