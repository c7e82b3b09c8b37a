import {parentPort, workerData} from 'node:worker_threads'
import type {Problem} from '../../src/planning/engine/problem.ts'
import {searchSchool} from '../../src/planning/engine/school/school-search.ts'
import {planCosts, totalCost} from '../../src/planning/plans/plan-costs.ts'

/** What a worker is given: a problem, the seed and budget of its search, and a flag that is 1 once it should stop. */
export type Assignment = Readonly<{problem: Problem; seed: number; budget: number; stop: SharedArrayBuffer}>

const {problem, seed, budget, stop} = workerData as Assignment
const flag = new Int32Array(stop)

for (const progress of searchSchool(problem, {seed, rounds: budget, stopped: () => Atomics.load(flag, 0) === 1}))
  parentPort?.postMessage({progress, cost: totalCost(planCosts(problem, progress.plan))})
