import {anneal, annealingFrom, MOVES} from '../../../src/planning/engine/timetable/anneal.ts'
import {construct} from '../../../src/planning/engine/timetable/construct.ts'
import type {Timetable} from '../../../src/planning/engine/timetable/model.ts'
import {emptyState} from '../../../src/planning/engine/timetable/state.ts'
import {randomFrom} from '../../../src/planning/engine/random.ts'
import {WITH_ROOMS} from './annealed.ts'
import {itcTimetable, readItc} from './itc2007.ts'
import {cpuSeconds, type Figure, type MeasuredCase, type MoveShare} from './measured-case.ts'
import {readToronto, TORONTO, torontoTimetable} from './toronto.ts'

/** Proposals at each temperature, and the temperatures: hot, middle and cold. */
const PROPOSALS = 1_500_000
const TEMPERATURES = [200, 40, 6]
/** Of the proposals, by kind; all others are plain moves. */
const SHARES = {slotSwaps: 0.01, roomMoves: 0, exchanges: 0, chains: 0.2}
type Shares = typeof SHARES

/** The core by itself: moves a second, and what each kind of move takes of the time and how often it is accepted. */
export function moveCases(folder: string): MeasuredCase[] {
  const common = {subject: 'planning', group: 'Moves', unit: 'µs a proposal', seeds: 1, quick: 1} as const
  const toronto = (): Timetable =>
    torontoTimetable(readToronto(`${folder}/toronto`, 'car-s-91'), TORONTO['car-s-91'].slots)
  const itc = (): Timetable => itcTimetable(readItc(`${folder}/itc2007`, 1)).timetable
  return [
    {...common, name: 'car-s-91', run: (seed) => movesRun(toronto(), seed, SHARES)},
    {...common, name: 'ITC2007 set 1', run: (seed) => movesRun(itc(), seed, {...SHARES, ...WITH_ROOMS})},
  ]
}

function movesRun(timetable: Timetable, seed: number, shares: Shares): Figure {
  const whole = timed(timetable, seed, shares)
  const tried = Object.fromEntries(MOVES.map((move, at) => [move, whole.tried[at]!]))
  const accepted = Object.fromEntries(MOVES.map((move, at) => [move, whole.accepted[at]!]))
  const without: Readonly<Record<string, number>> = {
    chain: timed(timetable, seed, {...shares, chains: 0}).seconds,
    'slot-swap': timed(timetable, seed, {...shares, slotSwaps: 0}).seconds,
    room: timed(timetable, seed, {...shares, roomMoves: 0}).seconds,
    exchange: timed(timetable, seed, {...shares, exchanges: 0}).seconds,
  }
  // What a kind takes is what the same number of proposals takes less without it; plain moves take the rest.
  const share = (move: string): number => Math.max(0, 1 - (without[move] ?? whole.seconds) / whole.seconds)
  const others = MOVES.filter((move) => move !== 'slot').reduce((sum, move) => sum + share(move), 0)
  const moves: Record<string, MoveShare> = {}
  for (const move of MOVES)
    moves[move] = {
      tried: tried[move]!,
      accepted: accepted[move]!,
      time: move === 'slot' ? Math.max(0, 1 - others) : share(move),
    }
  const proposals = PROPOSALS * TEMPERATURES.length
  return {value: (1e6 * whole.seconds) / proposals, seconds: whole.seconds, proposals, moves}
}

function timed(timetable: Timetable, seed: number, shares: Shares) {
  const state = emptyState(timetable)
  if (!construct(state, randomFrom(seed), 20_000, false)) throw new Error('No first timetable was found')
  const annealing = annealingFrom(state, {seed, longestChain: 8, ...shares})
  const at = (temperature: number, proposals: number): void => {
    annealing.temperature = temperature
    anneal(annealing, proposals)
  }
  at(TEMPERATURES[0]!, PROPOSALS / 4)
  annealing.tried.fill(0)
  annealing.accepted.fill(0)
  const start = cpuSeconds()
  for (const temperature of TEMPERATURES) at(temperature, PROPOSALS)
  return {seconds: cpuSeconds() - start, tried: annealing.tried, accepted: annealing.accepted}
}
