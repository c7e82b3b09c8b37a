import {performance} from 'node:perf_hooks'
import {expect, test} from 'vitest'
import {neighbourBound, sameNeighbours, type SeatingProblem} from '../../src/planning/engine/seating/seating-problem.ts'
import {seatRoom} from '../../src/planning/engine/seating/seat-room.ts'

/** Milliseconds in which 300 candidates are seated. */
const MOST = 50

test.each([2, 3, 5])(
  '300 candidates with %i exams are seated in 50 ms, and the bound of neighbours is met',
  (kinds) => {
    const candidates = Array.from({length: 300}, (_, i) => ({key: `${i}`, kind: i % kinds, front: false, place: null}))
    const problem: SeatingProblem = {rows: 15, columns: 20, closed: [], candidates, way: 'mix', reserve: 0}
    const times = Array.from({length: 5}, () => {
      const start = performance.now()
      const plan = seatRoom(problem)
      const took = performance.now() - start
      expect(sameNeighbours(problem, plan)).toBe(neighbourBound(problem))
      return took
    })
    console.log(`seating 300 with ${kinds} exams: ${Math.min(...times).toFixed(1)} ms`)
    expect(Math.min(...times)).toBeLessThan(MOST)
  },
)
