import {setImmediate as nextTurn} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {engineInWorkers} from '../../plugins/workers/index.ts'
import {violations} from '../../src/planning/plans/checker.ts'
import type {PlanDraft, Problem} from '../../src/planning/engine/problem.ts'
import {planCosts, totalCost} from '../../src/planning/plans/plan-costs.ts'
import {ANNEALING, type Solver} from '../../src/planning/plans/solver.ts'
import {plantedSchool} from '../bench/measured/planted-school.ts'

const {problem} = plantedSchool({
  students: 300,
  locations: 2,
  exams: 18,
  days: 5,
  roomsEach: 5,
  most: 4,
  load: 0.7,
  staff: 20,
  seed: 3,
})

async function planned(solver: Solver, budget = 3, signal?: AbortSignal): Promise<PlanDraft> {
  let best: PlanDraft | undefined
  for await (const {plan} of solver.solve(problem, {seed: 1, budget, signal})) best = plan
  return best!
}

const price = (plan: PlanDraft, of: Problem = problem): number => totalCost(planCosts(of, plan))

describe('the planning engine in threads', () => {
  test('one thread gives the plan that the engine gives by itself', async () => {
    expect(await planned(engineInWorkers(1))).toEqual(await planned(ANNEALING))
  })

  test('two threads give the same plan each time, and none that is dearer than one of them', async () => {
    const plan = await planned(engineInWorkers(2))
    expect(await planned(engineInWorkers(2))).toEqual(plan)
    expect(price(plan)).toBeLessThanOrEqual(price(await planned(engineInWorkers(1))))
    expect(violations(problem, plan)).toEqual([])
  })

  test('whoever asks stays live, and a stop keeps the best until then', async () => {
    const stop = new AbortController()
    let longest = 0
    let watching = true
    const watch = (async () => {
      for (let last = performance.now(); watching; last = performance.now()) {
        await nextTurn()
        longest = Math.max(longest, performance.now() - last)
      }
    })()
    let best: PlanDraft | undefined
    for await (const {plan} of engineInWorkers(1).solve(problem, {seed: 1, budget: 10_000, signal: stop.signal})) {
      best = plan
      stop.abort()
    }
    watching = false
    await watch
    expect(violations(problem, best!)).toEqual([])
    console.log(`longest turn of the asking thread: ${longest.toFixed(0)} ms`)
  })
})
