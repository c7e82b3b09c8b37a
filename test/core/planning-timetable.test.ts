import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {violations} from '../../src/planning/plans/checker.ts'
import {planBounds} from '../../src/planning/plans/bounds.ts'
import {searchSchool} from '../../src/planning/engine/school/school-search.ts'
import {costByTerm} from '../../src/planning/engine/school/terms.ts'
import {timetableOf} from '../../src/planning/engine/timetable/model.ts'
import {searchTimetable} from '../../src/planning/engine/timetable/search.ts'
import type {PlanDraft, Problem} from '../../src/planning/engine/problem.ts'
import {planCosts} from '../../src/planning/plans/plan-costs.ts'
import {plantedSchool} from '../bench/measured/planted-school.ts'
import {sharedStudents, torontoCost} from '../bench/measured/toronto.ts'
import {anyProblem} from '../support/planning-problems.ts'

const LADDER = [0, 16, 8, 4, 2, 1]

/** Students with up to four of twelve exams each, for ten slots. */
const anyStudents = fc.array(fc.uniqueArray(fc.nat(11), {minLength: 1, maxLength: 4}), {minLength: 5, maxLength: 40})

function planOf(problem: Problem, rounds: number): PlanDraft {
  let best: PlanDraft | undefined
  for (const {plan} of searchSchool(problem, {seed: 1, rounds, stopped: () => false})) best = plan
  return best!
}

describe('the search', () => {
  test('its own cost is what the students say, at every report', () => {
    fc.assert(
      fc.property(anyStudents, fc.nat(50), (students, seed) => {
        const near = (a: number, b: number): number => LADDER[Math.abs(a - b)] ?? 0
        const timetable = timetableOf({items: 12, slots: 12, pairs: sharedStudents(12, students), near})
        for (const {cost, slotOf} of searchTimetable(timetable, {seed, proposals: 50_000, hot: 100}))
          expect(torontoCost({exams: 12, students}, slotOf) * students.length).toBeCloseTo(cost, 6)
      }),
      {numRuns: 15},
    )
  }, 30_000)

  test('its terms are those of the checker, and it is never under its bound', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const plan = planOf(problem, 2)
        const costs = planCosts(problem, plan)
        expect(costByTerm(problem, plan)).toEqual(Object.fromEntries(costs.map(({name, amount}) => [name, amount])))
        // The bounds hold together: a plan may pay for a person who is missing instead of his hours.
        expect(totalCost(planBounds(problem))).toBeLessThanOrEqual(totalCost(costs))
      }),
      {numRuns: 60},
    )
  }, 60_000)

  test('a planted school is placed wholly, in about as many sessions as its hidden plan', () => {
    const size = {
      students: 400,
      locations: 1,
      exams: 30,
      days: 8,
      roomsEach: 6,
      most: 5,
      load: 0.75,
      staff: 20,
      seed: 1,
    }
    const {problem, sessions} = plantedSchool(size)
    const plan = planOf(problem, 3)
    expect(violations(problem, plan)).toEqual([])
    expect(plan.seatOf.every((session) => session >= 0)).toBe(true)
    expect(plan.opened.length).toBeLessThanOrEqual(sessions * 1.15)
  }, 60_000)
})

function totalCost(terms: readonly Readonly<{cost: number}>[]): number {
  return terms.reduce((sum, {cost}) => sum + cost, 0)
}
