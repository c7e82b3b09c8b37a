import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {rotaBound} from '../../src/planning/engine/rota/rota-bound.ts'
import {rotaCost, type RotaProblem, type RotaProgress} from '../../src/planning/engine/rota/rota-problem.ts'
import {type RotaBudget, searchRota} from '../../src/planning/engine/rota/search-rota.ts'
import {rotaViolations} from '../../src/planning/rota/rota-checker.ts'
import {randomRota} from '../support/rota-problems.ts'

function solve(problem: RotaProblem, budget: RotaBudget): RotaProgress {
  const search = searchRota(problem, budget)
  for (;;) {
    const step = search.next()
    if (step.done) return step.value
  }
}

const problems = fc
  .record({
    staff: fc.integer({min: 1, max: 20}),
    days: fc.integer({min: 1, max: 4}),
    seed: fc.integer({min: 1, max: 10_000}),
    load: fc.double({min: 0.1, max: 0.6, noNaN: true}),
    limit: fc.constantFrom(null, 0, 360, 900),
  })
  .map(({limit, ...size}): RotaProblem => {
    const problem = randomRota(size)
    return {
      ...problem,
      staff: problem.staff.map((member, i) => ({...member, limit, carried: (i % 3) * 60, location: i % 2})),
    }
  })

describe('a rota', {timeout: 60_000}, () => {
  test('whatever is asked, the checker finds nothing wrong, and none beats the bound', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const {plan, cost} = solve(problem, {seed: 1, proposals: 5_000})
        expect(rotaViolations(problem, plan)).toEqual([])
        expect(rotaCost(problem, plan)).toEqual(cost)
        if (cost.unfilled === 0) expect(cost.total).toBeGreaterThanOrEqual(rotaBound(problem).total - 1e-6)
      }),
      {numRuns: 100},
    )
  })

  test('the same seed and number of proposals give the same rota', () => {
    const problem = randomRota({staff: 20, days: 5, seed: 2})
    expect(solve(problem, {seed: 3, proposals: 100_000})).toEqual(solve(problem, {seed: 3, proposals: 100_000}))
  })

  test('40 people over 10 days: proven within one per cent with a fixed number of proposals', () => {
    const problem = randomRota({staff: 40, days: 10, seed: 1})
    const {cost} = solve(problem, {seed: 1, proposals: 300_000})
    expect(cost.unfilled).toBe(0)
    expect(cost.total).toBeLessThanOrEqual(rotaBound(problem).total * 1.01)
  })

  test('with nobody and with nothing to do nothing breaks', () => {
    const problem = randomRota({staff: 5, days: 1, seed: 1})
    expect(solve({...problem, staff: []}, {seed: 1, proposals: 100}).plan.staff.every((who) => who === -1)).toBe(true)
    expect(solve({...problem, duties: []}, {seed: 1, proposals: 100}).cost.total).toBe(0)
  })
})
