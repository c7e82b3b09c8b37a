import {parentPort, workerData} from 'node:worker_threads'
import type {OralProblem, OralProgress} from '../../src/planning/engine/orals/oral-problem.ts'
import {searchOrals} from '../../src/planning/engine/orals/search-orals.ts'
import type {PlanProgress, Problem} from '../../src/planning/engine/problem.ts'
import {searchSchool} from '../../src/planning/engine/school/school-search.ts'
import {planCosts, totalCost} from '../../src/planning/plans/plan-costs.ts'

/** What a worker is given: a problem, the seed and budget of its search, and a flag that is 1 once it should stop. */
export type Assignment = Readonly<{seed: number; budget: number; stop: SharedArrayBuffer}> &
  Readonly<{kind: 'school'; problem: Problem} | {kind: 'orals'; problem: OralProblem}>

const assignment = workerData as Assignment
const flag = new Int32Array(assignment.stop)
const stopped = (): boolean => Atomics.load(flag, 0) === 1
const post = (progress: PlanProgress | OralProgress, cost: number): void => parentPort?.postMessage({progress, cost})

if (assignment.kind === 'school') {
  const {problem, seed, budget} = assignment
  for (const progress of searchSchool(problem, {seed, rounds: budget, stopped}))
    post(progress, totalCost(planCosts(problem, progress.plan)))
} else {
  const {problem, seed, budget} = assignment
  const search = searchOrals(problem, {seed, proposals: budget, stopped})
  for (let step = search.next(); ; step = search.next()) {
    post(step.value, step.value.cost.total)
    if (step.done === true) break
  }
}
