import type {Timetable} from '../../../src/planning/engine/timetable/model.ts'
import {searchTimetable, type TimetableProgress} from '../../../src/planning/engine/timetable/search.ts'
import {cpuSeconds, type Figure} from './measured-case.ts'

/** The same for every public instance without rooms, and for every one with rooms. */
export const WITH_ROOMS = {hot: 300, roomMoves: 0.1, exchanges: 0.1}
const TRIAL = 3_000_000

type Options = Partial<typeof WITH_ROOMS>

/** Proposals that take about so many CPU seconds here: what two short coolings took, of which the first warms up. */
function proposalsIn(timetable: Timetable, seconds: number, options: Options = {}): number {
  let took = 0
  for (let turn = 0; turn < 2; turn++) {
    const start = cpuSeconds()
    for (const _ of searchTimetable(timetable, {seed: 9, proposals: TRIAL, ...options})) took = cpuSeconds() - start
  }
  return Math.round((TRIAL / took) * seconds)
}

export type Annealed = Readonly<{last: TimetableProgress; seconds: number; proposals: number}>

/** Searches a timetable with a number of proposals that takes about so many CPU seconds. */
export function annealedFor(timetable: Timetable, seed: number, budget: number, options: Options = {}): Annealed {
  const proposals = proposalsIn(timetable, budget, options)
  const start = cpuSeconds()
  let last: TimetableProgress | undefined
  for (const progress of searchTimetable(timetable, {seed, proposals, ...options})) last = progress
  if (!last) throw new Error('No timetable without conflict was found')
  return {last, seconds: cpuSeconds() - start, proposals: last.proposals}
}

export function figureOf({last, seconds, proposals}: Annealed, value: number): Figure {
  return {value, seconds, proposals, moves: last.moves}
}
