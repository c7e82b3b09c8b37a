import {
  neighbourBound,
  sameNeighbours,
  type SeatingProblem,
} from '../../../src/planning/engine/seating/seating-problem.ts'
import {seatRoom} from '../../../src/planning/engine/seating/seat-room.ts'
import type {Figure, MeasuredCase} from './measured-case.ts'

const CANDIDATES = 300
const GOAL = 50

/** A large room: how long it takes, with the proven least number of neighbours who take the same exam. */
export function seatingCases(): MeasuredCase[] {
  return [2, 3, 5].map((kinds): MeasuredCase => {
    const name = `${CANDIDATES} candidates, ${kinds} exams`
    return {subject: 'seating', group: 'Seats', name, unit: 'ms', goal: GOAL, seeds: 3, quick: 3, run: () => run(kinds)}
  })
}

function run(kinds: number): Figure {
  const candidates = Array.from({length: CANDIDATES}, (_, i) => ({
    key: `${i}`,
    kind: i % kinds,
    front: false,
    place: null,
  }))
  const problem: SeatingProblem = {rows: 15, columns: 20, closed: [], candidates, way: 'mix', reserve: 0}
  const times = Array.from({length: 5}, () => {
    const start = performance.now()
    const plan = seatRoom(problem)
    const took = performance.now() - start
    if (sameNeighbours(problem, plan) !== neighbourBound(problem)) throw new Error('More neighbours than needed')
    return took
  })
  const value = Math.min(...times)
  return {value, seconds: value / 1_000, notes: {'neighbours at least': neighbourBound(problem)}}
}
