import {setImmediate as nextTurn} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {engineInWorkers, oralsInWorkers} from '../../plugins/workers/index.ts'
import type {OralProgress} from '../../src/planning/engine/orals/oral-problem.ts'
import {oralViolations} from '../../src/planning/orals/oral-checker.ts'
import {type OralSolver, ORALS_HERE} from '../../src/planning/orals/oral-solver.ts'
import {violations} from '../../src/planning/plans/checker.ts'
import type {PlanDraft, Problem} from '../../src/planning/engine/problem.ts'
import {planCosts, totalCost} from '../../src/planning/plans/plan-costs.ts'
import {ANNEALING, type Solver} from '../../src/planning/plans/solver.ts'
import {randomOrals} from '../support/oral-problems.ts'
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

describe('orals in threads', () => {
  const orals = randomOrals({students: 30, examiners: 5, days: 2, seed: 4})
  const asked = {seed: 1, proposals: 60_000}
  const heard = async (solver: OralSolver): Promise<OralProgress> => {
    let last: OralProgress | undefined
    for await (const progress of solver(orals, asked)) last = progress
    return last!
  }

  test('one thread gives the plan that the search gives by itself, and two give none that is dearer', async () => {
    const here = await heard(ORALS_HERE)
    expect((await heard(oralsInWorkers(1))).plan).toEqual(here.plan)
    const two = await heard(oralsInWorkers(2))
    expect(oralViolations(orals, two.plan)).toEqual([])
    expect(two.cost.total).toBeLessThanOrEqual(here.cost.total)
  })
})

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
