import {randomFrom} from '../random.ts'
import {construct} from './construct.ts'
import type {Timetable} from './model.ts'
import {improve, type TimetableProgress} from './search.ts'
import {emptyState, shift, type TimetableState} from './state.ts'
import {seatItem} from './rooming.ts'

/** What a repair may cost: moves proposed in all, and what an item that moves costs in the unit of the timetable. */
export type TimetableRepair = Readonly<{seed: number; proposals: number; change: number}>

const ATTEMPTS = 8

/**
 * Puts back in place what was planned before, as far as it still can be, and finds another slot for the rest with as few
 * items moved as can be. The price of a move has to stand in the timetable's own costs. Nothing when no place was found for all.
 */
export function repairTimetable(
  timetable: Timetable,
  held: Int32Array,
  {seed, proposals, change}: TimetableRepair,
): TimetableProgress | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const random = randomFrom(seed * 31 + attempt)
    const state = emptyState(timetable)
    putBack(state, held, attempt === 0 ? () => 0.5 : random)
    if (!construct(state, random, 4_000, true)) continue
    let last: TimetableProgress | undefined
    const moves = {roomMoves: 0, exchanges: 0.3, chains: 0.5, slotSwaps: 0}
    for (const progress of improve(state, {seed, proposals, hot: change, cold: 1, ...moves})) last = progress
    return last
  }
  return undefined
}

/** Largest first, so that what finds no seat any more is small. */
function putBack(state: TimetableState, held: Int32Array, random: () => number): void {
  const {timetable, rooming} = state
  const size = (item: number): number => (rooming ? rooming.rooms.sizes[rooming.rooms.parts[item]!]! : 1)
  const weight = Float64Array.from(held, (_, item) => size(item) * (0.5 + random()))
  for (const item of [...held.keys()].toSorted((a, b) => weight[b]! - weight[a]!)) {
    const slot = held[item]!
    if (slot < 0 || timetable.allowed[item * timetable.slots + slot] === 0) continue
    if (rooming && seatItem(rooming, item, slot, 0) < 0) continue
    shift(state, item, slot)
  }
}
