import type {PlanProgress, Problem} from '../engine/problem.ts'
import {firstFit} from '../engine/first-fit.ts'
import {searchSchool} from '../engine/school/school-search.ts'

export type SolveOptions = Readonly<{
  /** The same problem, seed and budget give the same plan. */
  seed: number
  /** How much is tried, in the engine's own unit; never a time, which would not repeat. */
  budget: number
  /** Stops early; the last plan given stands. */
  signal?: AbortSignal | undefined
}>

/**
 * The port behind which an engine plans. Every progress holds the best plan until then, one that stands on its own; the
 * last one is the answer. Engines change nothing outside, know no clock, and may run in a worker.
 */
export type Solver = Readonly<{
  name: string
  solve: (problem: Problem, options: SolveOptions) => AsyncIterable<PlanProgress>
}>

/**
 * The engine: sittings are arranged in rooms and time by annealing, and seats given out one by one. Its budget is a number of
 * rounds: the first ends with a plan that stands, each later one may better it.
 */
export const ANNEALING: Solver = {
  name: 'annealing',
  async *solve(problem, {seed, budget, signal}) {
    const search = searchSchool(problem, {seed, rounds: budget, stopped: () => signal?.aborted ?? false})
    for (const progress of search) {
      yield progress
      // Lets the caller show it, and stop.
      await Promise.resolve()
    }
  },
}

/** The first engine: greedy, correct, not the best there is. Its budget is a number of rounds, a second or less each. */
export const FIRST_FIT: Solver = {
  name: 'first-fit',
  async *solve(problem, {seed, budget, signal}) {
    const search = firstFit(problem, {seed, rounds: budget, stopped: () => signal?.aborted ?? false})
    for (const progress of search) {
      yield progress
      // Lets the caller show it, and stop.
      await Promise.resolve()
    }
  },
}
