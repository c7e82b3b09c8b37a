import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {oralBound} from '../../src/planning/engine/orals/oral-bound.ts'
import {oralCost} from '../../src/planning/engine/orals/oral-cost.ts'
import type {OralPlan, OralProblem, OralProgress} from '../../src/planning/engine/orals/oral-problem.ts'
import {repairOrals} from '../../src/planning/engine/orals/repair-orals.ts'
import {type OralBudget, searchOrals} from '../../src/planning/engine/orals/search-orals.ts'
import {oralViolations} from '../../src/planning/orals/oral-checker.ts'
import {plantedOrals, randomOrals} from '../support/oral-problems.ts'

function solve(problem: OralProblem, budget: OralBudget): OralProgress {
  const search = searchOrals(problem, budget)
  for (;;) {
    const step = search.next()
    if (step.done) return step.value
    expect(oralViolations(problem, step.value.plan)).toEqual([])
  }
}

const sizes = fc.record({
  students: fc.integer({min: 1, max: 25}),
  examiners: fc.integer({min: 2, max: 6}),
  days: fc.integer({min: 1, max: 2}),
  seed: fc.integer({min: 1, max: 10_000}),
})
const terms = fc.record({
  series: fc.integer({min: 1, max: 6}),
  breakMinutes: fc.constantFrom(0, 10, 15),
  rest: fc.constantFrom(0, 5, 20),
})

/** What the first examiner of the plan does on its first day can be done no more. */
function withoutExaminer(problem: OralProblem, {places}: OralPlan) {
  const first = places.find((place) => place !== null)!
  const [ill] = problem.panels[first.panel]!.examiners
  const {day} = problem.parts[first.part]!
  const examiners = problem.examiners.map((each, e) =>
    e === ill ? {...each, free: each.free.filter(([from]) => Math.floor(from / 1440) !== day)} : each,
  )
  const movable = places.flatMap((place, oral) =>
    place && problem.panels[place.panel]!.examiners.includes(ill!) && problem.parts[place.part]!.day === day
      ? [oral]
      : [],
  )
  const parts = problem.parts.flatMap((part, i) => (part.day === day ? [i] : []))
  return {problem: {...problem, examiners}, movable, parts}
}

describe('orals planned to the minute', {timeout: 60_000}, () => {
  test('whatever is asked, the checker finds nothing wrong in any plan on the way, and no plan beats the bound', () => {
    fc.assert(
      fc.property(sizes, terms, (size, how) => {
        const problem = {...randomOrals(size), ...how}
        const {plan, cost} = solve(problem, {seed: size.seed, proposals: 20_000})
        expect(oralViolations(problem, plan)).toEqual([])
        expect(oralCost(problem, plan.places)).toEqual(cost)
        if (cost.unplaced === 0) expect(cost.total).toBeGreaterThanOrEqual(oralBound(problem).total)
      }),
      {numRuns: 40},
    )
  })

  test('examiners in pairs sit in one pair at a time', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const single = randomOrals({...size, examiners: Math.max(3, size.examiners)})
        const all = single.examiners.map((_, i) => i)
        const panels = all.flatMap((i) => all.slice(i + 1).map((j) => ({examiners: [i, j]})))
        const orals = single.orals.map((oral) => ({...oral, panels: panels.map((_, i) => i)}))
        const problem = {...single, panels, orals}
        expect(oralViolations(problem, solve(problem, {seed: 1, proposals: 20_000}).plan)).toEqual([])
      }),
      {numRuns: 15},
    )
  })

  test('the same seed and number of proposals give the same plan, byte for byte', () => {
    const {problem} = plantedOrals({students: 40, examiners: 6, days: 2, seed: 3})
    const once = (): string => JSON.stringify(solve(problem, {seed: 5, proposals: 150_000}))
    expect(once()).toBe(once())
  })

  test('of planted days, whose best plan is known, little is lost with a fixed number of proposals', () => {
    for (const seed of [1, 2, 3]) {
      const {problem, optimum} = plantedOrals({students: 40, examiners: 6, days: 2, seed})
      expect(oralBound(problem).total).toBe(optimum)
      const {cost} = solve(problem, {seed, proposals: 600_000})
      expect(cost.unplaced).toBe(0)
      expect(cost.total).toBeLessThanOrEqual(optimum * 1.16)
    }
  })

  test('at random little is lost against the bound with a fixed number of proposals', () => {
    const problem = randomOrals({students: 60, examiners: 8, days: 2, seed: 4})
    const {cost} = solve(problem, {seed: 4, proposals: 400_000})
    expect(cost.unplaced).toBe(0)
    expect(cost.total).toBeLessThanOrEqual(oralBound(problem).total * 1.1)
  })

  test('stopped at once it still answers with an allowed plan', () => {
    const {problem} = plantedOrals({students: 40, examiners: 6, days: 2, seed: 1})
    const {plan} = solve(problem, {seed: 1, proposals: 500_000, stopped: () => true})
    expect(oralViolations(problem, plan)).toEqual([])
  })

  test('with nobody to hear, nobody who may and no orals at all nothing breaks', () => {
    const {problem} = plantedOrals({students: 12, examiners: 4, days: 1, seed: 1})
    const nobody = {...problem, orals: problem.orals.map((oral) => ({...oral, panels: []}))}
    expect(solve(nobody, {seed: 1, proposals: 1000}).plan.places.every((place) => place === null)).toBe(true)
    expect(solve({...problem, orals: [], students: []}, {seed: 1, proposals: 1000}).plan.places).toEqual([])
    const closed = {...problem, rooms: [], parts: problem.parts.map((part) => ({...part, rooms: 0}))}
    expect(solve(closed, {seed: 1, proposals: 1000}).plan.places.every((place) => place === null)).toBe(true)
  })
})

describe('an examiner who falls ill', {timeout: 60_000}, () => {
  test('only those he would have heard get another time, and the plan stays allowed', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const problem = randomOrals({...size, examiners: size.examiners + 2})
        const {plan} = solve(problem, {seed: 1, proposals: 10_000})
        if (plan.places.every((place) => place === null)) return
        const after = withoutExaminer(problem, plan)
        const repaired = repairOrals(after.problem, {held: plan.places, ...after, seed: 1, rounds: 3})
        expect(oralViolations(after.problem, repaired)).toEqual([])
        for (const [oral, place] of plan.places.entries())
          if (!after.movable.includes(oral)) expect(repaired.places[oral]).toEqual(place)
      }),
      {numRuns: 25},
    )
  })

  test('with nothing broken a repair changes nothing', () => {
    const problem = randomOrals({students: 20, examiners: 5, days: 2, seed: 9})
    const {plan} = solve(problem, {seed: 1, proposals: 20_000})
    expect(repairOrals(problem, {held: plan.places, movable: [], parts: [], seed: 1, rounds: 3})).toEqual(plan)
  })
})
