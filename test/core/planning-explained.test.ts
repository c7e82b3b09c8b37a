import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {type Barrier, inTheWay, smallest} from '../../src/planning/plans/barriers.ts'
import {planBounds} from '../../src/planning/plans/bounds.ts'
import {violations} from '../../src/planning/plans/checker.ts'
import {crewed} from '../../src/planning/plans/crews.ts'
import type {PlanDraft, Problem} from '../../src/planning/engine/problem.ts'
import {optionsFor} from '../../src/planning/plans/options-for.ts'
import {pinnedProblem} from '../../src/planning/plans/pinned-problem.ts'
import {planCosts, totalCost} from '../../src/planning/plans/plan-costs.ts'
import {repaired, without} from '../../src/planning/plans/repaired.ts'
import {reseated} from '../../src/planning/plans/reseated.ts'
import {FIRST_FIT} from '../../src/planning/plans/solver.ts'
import {anyProblem} from '../support/planning-problems.ts'

async function plan(of: Problem, seed = 1): Promise<PlanDraft> {
  let best: PlanDraft | undefined
  for await (const progress of FIRST_FIT.solve(of, {seed, budget: 1})) best = progress.plan
  return best!
}

describe('what is in the way of a registration', () => {
  test('is a smallest set: it meets every place, and none of it can be spared', () => {
    const set = fc.subarray<Barrier>(['school-days', 'window', 'full', 'taken', 'features'], {minLength: 1})
    fc.assert(
      fc.property(fc.array(set, {minLength: 1, maxLength: 12}), (sets) => {
        const found = inTheWay(sets)
        const meets = (some: readonly Barrier[]): boolean =>
          sets.every((each) => each.some((one) => some.includes(one)))
        expect(meets(found)).toBe(true)
        for (const one of found) expect(meets(found.filter((each) => each !== one))).toBe(false)
        expect(inTheWay(smallest(sets))).toEqual(found)
      }),
    )
  })

  test('nothing is, when a place is free', () => {
    expect(inTheWay([['full'], []])).toEqual([])
  })

  test('a session without anything in the way is one where the checker lets him sit, and the others are not', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (of) => {
        const draft = await plan(of)
        for (const demand of of.demands.keys()) {
          for (const {session, barriers} of optionsFor(of, draft, demand)) {
            if (session < 0 || session === draft.seatOf[demand]) continue
            const seatOf = draft.seatOf.map((each, i) => (i === demand ? session : each))
            // Where exams are added to a session its room may need more computers; here nobody adds one.
            expect([session, violations(of, {...draft, seatOf}).length === 0]).toEqual([session, barriers.length === 0])
          }
        }
      }),
      {numRuns: 150},
    )
  })
})

describe('a plan changed by hand', () => {
  test('settling a plan with nothing broken changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (of) => {
        const draft = await plan(of)
        expect(reseated(of, draft, new Set())).toEqual(draft)
        expect(violations(of, crewed(of, draft, new Set(draft.opened.keys())))).toEqual([])
      }),
      {numRuns: 150},
    )
  })

  test('whatever is pinned stays, and the whole holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, fc.array(fc.nat(20)), fc.array(fc.nat(60)), async (of, some, others) => {
        const draft = await plan(of)
        const sessions = new Set(some.filter((index) => index < draft.opened.length))
        const first = of.fixed.length
        const demands = new Set(
          others.filter((demand) => {
            const at = draft.seatOf[demand] ?? -1
            return at >= 0 && (at < first || sessions.has(at - first))
          }),
        )
        const pinned = pinnedProblem(of, draft, {sessions, demands})
        const whole = pinned.whole(await plan(pinned.problem, 7))
        expect(violations(of, whole)).toEqual([])
        const kept = [...sessions].toSorted((a, b) => a - b)
        expect(whole.opened.slice(0, kept.length)).toEqual(kept.map((index) => draft.opened[index]))
        for (const demand of demands) {
          const at = draft.seatOf[demand]!
          expect(whole.seatOf[demand]).toBe(at < first ? at : first + kept.indexOf(at - first))
        }
      }),
      {numRuns: 200},
    )
  })
})

describe('a plan put right', () => {
  test('with nothing broken stays what it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (of) => {
        const draft = await plan(of)
        const {draft: after, broken} = repaired(of, draft, true)
        expect(after).toEqual(draft)
        expect(broken).toEqual({sessions: [], seats: []})
      }),
      {numRuns: 200},
    )
  })

  test('after a room or somebody dropped out holds, and leaves alone what still held', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, fc.nat(4), fc.nat(5), async (of, room, member) => {
        const draft = await plan(of)
        const now: Problem = {
          ...of,
          rooms: of.rooms.map((each, i) => (i === room ? {...each, busy: [[0, 1_440]]} : each)),
          staff: of.staff.map((each, i) => (i === member ? {...each, free: []} : each)),
        }
        const {draft: after, broken, dissolved} = repaired(now, draft, true)
        expect(violations(now, without(now, after, dissolved))).toEqual([])
        const touched = new Set(broken.sessions.map(({index}) => index))
        for (const [index, session] of draft.opened.entries())
          if (!touched.has(index)) expect(after.opened[index]).toEqual(session)
        for (const [demand, session] of draft.seatOf.entries())
          if (session >= 0 && !touched.has(session - of.fixed.length)) expect(after.seatOf[demand]).toBe(session)
      }),
      {numRuns: 200},
    )
  })
})

describe('the bound', () => {
  test('is never above what a plan costs, in all', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (of) => {
        const costs = planCosts(of, await plan(of))
        const bound = planBounds(of).reduce((sum, {cost}) => sum + cost, 0)
        expect(bound).toBeLessThanOrEqual(totalCost(costs))
      }),
      {numRuns: 300},
    )
  })
})
