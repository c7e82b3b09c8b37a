import type {OralProblem, OralProgress} from '../engine/orals/oral-problem.ts'
import {searchOrals} from '../engine/orals/search-orals.ts'

export type OralSolveOptions = Readonly<{
  /** The same problem, seed and proposals give the same plan. */
  seed: number
  proposals: number
  /** Stops early; the last plan given stands. */
  signal?: AbortSignal | undefined
}>

/** The port behind which orals are planned: every progress holds the best plan until then, and the last one is the answer. */
export type OralSolver = (problem: OralProblem, options: OralSolveOptions) => AsyncIterable<OralProgress>

/** The search in the thread that asks, which waits meanwhile. */
export const ORALS_HERE: OralSolver = async function* solve(problem, {seed, proposals, signal}) {
  const search = searchOrals(problem, {seed, proposals, stopped: () => signal?.aborted ?? false})
  for (let step = search.next(); ; step = search.next()) {
    yield step.value
    if (step.done === true) return
    // Lets the caller show it, and stop.
    await Promise.resolve()
  }
}
