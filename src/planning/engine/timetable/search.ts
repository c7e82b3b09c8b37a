import {randomFrom} from '../random.ts'
import {anneal, type Annealing, MOVES} from './anneal.ts'
import {construct} from './construct.ts'
import {costOf, type TimetableCost} from './evaluate.ts'
import type {Timetable} from './model.ts'
import {scheduleFor} from './schedule.ts'
import {emptyState, remove, shift, type TimetableState} from './state.ts'
import {putIn} from './rooming.ts'

export type TimetableOptions = Readonly<{
  seed: number
  /** How many moves are proposed in all. */
  proposals: number
  /** Of all proposals: whole-slot swaps, changes of room alone, exchanges of two items; of the blocked ones: chains. */
  slotSwaps?: number
  roomMoves?: number
  exchanges?: number
  chains?: number
  longestChain?: number
  /** Temperatures at both ends; found from what is accepted when they are not given. */
  hot?: number
  cold?: number
}>

/** How far a search is, with the best until then. */
export type TimetableProgress = Readonly<{
  proposals: number
  cost: TimetableCost
  slotOf: Int32Array
  roomOf: Int32Array | null
  temperature: number
  moves: Readonly<Record<(typeof MOVES)[number], Readonly<{tried: number; accepted: number}>>>
}>

const CHUNK = 8_192
const SHARE = 65_536
/** Progress is given this often. */
const REPORTS = 200

/** Anneals a timetable from a first one without conflict. The same options give the same timetable. */
export function* searchTimetable(timetable: Timetable, options: TimetableOptions): Generator<TimetableProgress, void> {
  const state = firstState(timetable, options.seed)
  if (!state) return
  yield* improve(state, options)
}

/** A state in which every item has its slot; nothing when none was found. */
export function firstState(timetable: Timetable, seed: number): TimetableState | undefined {
  for (let attempt = 0; attempt < 20; attempt++) {
    const state = emptyState(timetable)
    if (construct(state, randomFrom(seed * 31 + attempt), 20_000, attempt % 2 === 1)) return state
  }
  return undefined
}

export function* improve(state: TimetableState, options: TimetableOptions): Generator<TimetableProgress, void> {
  const share = (part: number): number => Math.round(part * SHARE)
  const {seed, proposals, slotSwaps = 0.005, roomMoves = 0, exchanges = 0, chains = 0.2, longestChain = 8} = options
  const annealing: Annealing = {
    state,
    cost: costOf(state).total,
    seed: Math.imul(seed + 1, 0x9e3779b1) | 1,
    temperature: 1,
    slotSwaps: share(slotSwaps),
    chains: share(chains),
    longestChain,
    roomMoves: share(roomMoves),
    exchanges: share(exchanges),
    tried: new Float64Array(MOVES.length),
    accepted: new Float64Array(MOVES.length),
  }
  const hot = options.hot ?? 500
  const cold = options.cold ?? 1.5
  let best = annealing.cost
  let slotOf = state.slotOf.slice()
  let roomOf = state.rooming ? state.rooming.roomOf.slice() : null
  const chunks = Math.max(1, Math.ceil(proposals / CHUNK))
  const schedule = scheduleFor(annealing, chunks, CHUNK, hot, cold)
  const every = Math.max(1, Math.floor(chunks / REPORTS))
  for (let chunk = 0; chunk < chunks; chunk++) {
    annealing.temperature = schedule[chunk]!
    anneal(annealing, CHUNK)
    if (annealing.cost < best) {
      best = annealing.cost
      slotOf.set(state.slotOf)
      if (roomOf && state.rooming) roomOf.set(state.rooming.roomOf)
    }
    if (chunk % every === every - 1 || chunk === chunks - 1) {
      const moves = Object.fromEntries(
        MOVES.map((move, at) => [move, {tried: annealing.tried[at]!, accepted: annealing.accepted[at]!}]),
      ) as TimetableProgress['moves']
      yield {
        proposals: (chunk + 1) * CHUNK,
        cost: {total: best, own: 0, near: 0, rooms: 0, unplaced: 0},
        slotOf,
        roomOf,
        temperature: annealing.temperature,
        moves,
      }
    }
  }
  restore(state, slotOf, roomOf)
}

function restore(state: TimetableState, slotOf: Int32Array, roomOf: Int32Array | null): void {
  const {rooming, timetable} = state
  for (let item = 0; item < timetable.items; item++) remove(state, item)
  for (let item = 0; item < timetable.items; item++) {
    shift(state, item, slotOf[item]!)
    if (rooming && roomOf)
      for (let part = rooming.rooms.parts[item]!; part < rooming.rooms.parts[item + 1]!; part++)
        putIn(rooming, part, slotOf[item]!, roomOf[part]!)
  }
}
