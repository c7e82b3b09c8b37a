import {randomFrom} from '../random.ts'
import {anneal, type Annealing, annealingFrom, MOVES, type MoveShares} from './anneal.ts'
import {construct} from './construct.ts'
import {evenAttention, redraw} from './draws.ts'
import type {Timetable} from './model.ts'
import {scheduleFor} from './schedule.ts'
import {emptyState, remove, shift, type TimetableState} from './state.ts'
import {putIn} from './rooming.ts'

export type TimetableOptions = Partial<MoveShares> &
  Readonly<{
    seed: number
    /** How many moves are proposed in all. */
    proposals: number
    /** Temperatures between which the search cools; a pilot finds where in between it should take its time. */
    hot?: number
    cold?: number
  }>

const USUAL: MoveShares = {slotSwaps: 0.005, roomMoves: 0, exchanges: 0, chains: 0.2, longestChain: 8}

/** How far a search is, with the best until then. */
export type TimetableProgress = Readonly<{
  proposals: number
  /** Cost of the best. */
  cost: number
  slotOf: Int32Array
  roomOf: Int32Array | null
  temperature: number
  moves: Readonly<Record<(typeof MOVES)[number], Readonly<{tried: number; accepted: number}>>>
}>

const CHUNK = 8_192
/** Proposals by item between two looks at which are worth proposing. */
const LOOK = 32
/** Progress is given this often. */
const REPORTS = 200

/** Anneals a timetable from a first one without conflict. The same options give the same timetable. */
export function* searchTimetable(timetable: Timetable, options: TimetableOptions): Generator<TimetableProgress, void> {
  const state = firstState(timetable, options.seed)
  if (!state) return
  yield* improve(state, options)
}

/** A state in which every item has its slot; nothing when none was found. */
function firstState(timetable: Timetable, seed: number): TimetableState | undefined {
  for (let attempt = 0; attempt < 20; attempt++) {
    const state = emptyState(timetable)
    if (construct(state, randomFrom(seed * 31 + attempt), 20_000, attempt % 2 === 1)) return state
  }
  return undefined
}

/** A run this long per item and slot has found what it can find; a budget beyond it is better spent on another run. */
const ENOUGH = 8_000
const MOST_RUNS = 12
/** Share of the budget of the runs from another start; the rest goes on from the best of them, from a lower temperature. */
const ANEW = 0.7
const REHEATED = 0.12

/** Goes on from a state: several coolings where the budget allows, then from the best of them. The state ends as the best. */
export function* improve(state: TimetableState, options: TimetableOptions): Generator<TimetableProgress, void> {
  const {items, slots} = state.timetable
  const {proposals, hot = 1_000, cold = 1} = options
  const runs = Math.min(MOST_RUNS, Math.max(1, Math.floor(proposals / (ENOUGH * items * slots))))
  const chunks = Math.max(1, Math.ceil(proposals / CHUNK))
  const first = runs === 1 ? chunks : Math.floor((chunks * ANEW) / runs)
  const annealing = annealingFrom(state, {...USUAL, ...options})
  const schedule = scheduleFor(annealing, first, CHUNK, hot, cold)
  const best = {cost: Infinity, slotOf: state.slotOf.slice(), roomOf: state.rooming?.roomOf.slice() ?? null}
  const every = Math.max(1, Math.floor(chunks / REPORTS))
  const late = schedule.findIndex((temperature) => temperature < hot * REHEATED)
  let done = 0
  const attention = evenAttention(items)
  // In shared rooms that are nearly full whoever seldom moves has to be tried as often as others.
  const attentive = state.rooming?.rooms.shared !== true
  const look = Math.max(1, Math.round((LOOK * items) / CHUNK))
  for (let run = 0; done < chunks; run++) {
    // Only the first coolings are from the top; each later one starts from the best there is.
    const from = run < runs ? 0 : Math.max(0, late)
    if (run >= runs) annealing.cost = restore(state, best)
    for (let chunk = from; chunk < schedule.length && done < chunks; chunk++) {
      annealing.temperature = schedule[chunk]!
      anneal(annealing, CHUNK)
      if (annealing.cost < best.cost) keep(annealing, best)
      if (attentive && done % look === 0) redraw(annealing, attention)
      if (++done % every === 0 || done === chunks) yield progressOf(annealing, best, done * CHUNK)
    }
  }
  restore(state, best)
}

type Best = {cost: number; readonly slotOf: Int32Array; readonly roomOf: Int32Array | null}

function keep({cost, state}: Annealing, best: Best): void {
  best.cost = cost
  best.slotOf.set(state.slotOf)
  if (best.roomOf && state.rooming) best.roomOf.set(state.rooming.roomOf)
}

function progressOf({tried, accepted, temperature}: Annealing, best: Best, proposals: number): TimetableProgress {
  const moves = Object.fromEntries(MOVES.map((move, at) => [move, {tried: tried[at]!, accepted: accepted[at]!}]))
  return {...best, proposals, temperature, moves: moves as TimetableProgress['moves']}
}

/** Puts a state back as it was, and answers its cost. */
function restore(state: TimetableState, {slotOf, roomOf, cost}: Best): number {
  const {rooming, timetable} = state
  for (let item = 0; item < timetable.items; item++) if (state.slotOf[item]! >= 0) remove(state, item)
  for (let item = 0; item < timetable.items; item++) {
    if (slotOf[item]! < 0) continue
    shift(state, item, slotOf[item]!)
    if (rooming && roomOf)
      for (let part = rooming.rooms.parts[item]!; part < rooming.rooms.parts[item + 1]!; part++)
        putIn(rooming, part, slotOf[item]!, roomOf[part]!)
  }
  return cost
}
