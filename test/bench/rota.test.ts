import {describe, expect, test} from 'vitest'
import {rotaBound} from '../../src/planning/engine/rota/rota-bound.ts'
import {searchRota} from '../../src/planning/engine/rota/search-rota.ts'
import {rotaViolations} from '../../src/planning/rota/rota-checker.ts'
import {randomRota} from '../support/rota-problems.ts'

/* Rotas against a proven bound, in CPU seconds of one core with a fixed number of proposals. */

describe.each([
  {staff: 40, days: 10, proposals: 1_000_000, most: 0.01, seconds: 5},
  {staff: 80, days: 15, proposals: 6_000_000, most: 0.03, seconds: 30},
])('a rota of $staff people over $days days', ({staff, days, proposals, most, seconds}) => {
  test.each([1, 2, 3])('seed %i', (seed) => {
    const problem = randomRota({staff, days, seed})
    const before = process.cpuUsage()
    const search = searchRota(problem, {seed, proposals})
    let step = search.next()
    while (!step.done) step = search.next()
    const {user, system} = process.cpuUsage(before)
    const {cost, plan} = step.value
    const bound = rotaBound(problem).total
    const [gap, took] = [(cost.total - bound) / bound, (user + system) / 1e6]
    console.log(
      `rota ${staff} x ${days}, ${problem.duties.length} duties: ${(gap * 100).toFixed(2)} % above the bound in ${took.toFixed(1)} CPU s`,
    )
    expect(rotaViolations(problem, plan)).toEqual([])
    expect(cost.unfilled).toBe(0)
    expect(gap).toBeLessThan(most)
    expect(took).toBeLessThan(seconds)
  })
})
