import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {violations} from '../../src/planning/plans/checker.ts'
import {planCosts} from '../../src/planning/plans/plan-costs.ts'
import type {PlanDraft, Problem} from '../../src/planning/engine/problem.ts'
import {ANNEALING, FIRST_FIT, type Solver} from '../../src/planning/plans/solver.ts'
import {anyProblem, demand, employee, exam, problem, room, student} from '../support/planning-problems.ts'

async function plan(
  of: Problem,
  options: {seed?: number; budget?: number; signal?: AbortSignal} = {},
  solver: Solver = ANNEALING,
): Promise<PlanDraft> {
  let best: PlanDraft | undefined
  for await (const progress of solver.solve(of, {seed: 1, budget: 3, ...options})) best = progress.plan
  return best!
}

const unplaced = ({seatOf}: PlanDraft): number => seatOf.filter((session) => session < 0).length

describe('the greedy engine', () => {
  test('whatever the school, its plan holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (of) => {
        expect(violations(of, await plan(of, {}, FIRST_FIT))).toEqual([])
      }),
      {numRuns: 200},
    )
  })
})

describe('the engine', {timeout: 30_000}, () => {
  test('whatever the school, its plan holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (of) => {
        expect(violations(of, await plan(of))).toEqual([])
      }),
      {numRuns: 150},
    )
  })

  test('two sessions never fill one room at one time, also when some come from elsewhere that morning', async () => {
    const windows = [[2_880, 4_320]] as const
    const late = {free: windows, stays: [{from: 3_440, to: 3_500, location: 1}]}
    const minutes = {minutes: 120, location: 0}
    const of = problem({
      rooms: [room('R0', 1, {features: ['audio'], computers: 0, busy: [[600, 660]]})],
      exams: [exam('X0', {features: ['audio'], windows})],
      students: [student('S0', late), student('S1', {free: windows}), student('S2', late)],
      demands: [demand(0, 0, minutes), demand(2, 0, minutes), demand(1, 0, minutes)],
      turnaround: 15,
    })
    expect(violations(of, await plan(of))).toEqual([])
  })

  test('the same seed and budget give the same plan', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, fc.nat(100), async (of, seed) => {
        expect(await plan(of, {seed})).toEqual(await plan(of, {seed}))
      }),
      {numRuns: 25},
    )
  })

  test('more rounds never end worse', async () => {
    await fc.assert(
      fc.asyncProperty(anyProblem, async (of) => {
        expect(unplaced(await plan(of, {budget: 4}))).toBeLessThanOrEqual(unplaced(await plan(of, {budget: 1})))
      }),
      {numRuns: 25},
    )
  })

  test('a search that is stopped ends with a plan that holds', async () => {
    const stop = new AbortController()
    const of = problem({
      rooms: [room('B104', 2)],
      exams: [exam('NE')],
      students: [student('1')],
      demands: [demand(0, 0)],
    })
    stop.abort()
    expect(violations(of, await plan(of, {budget: 1_000, signal: stop.signal}))).toEqual([])
  })

  const many = (n: number) => Array.from({length: n}, (_, i) => i)

  test('everybody is placed in as few rooms as hold them', async () => {
    const of = problem({
      rooms: [room('KLEIN', 10), room('GROOT', 30)],
      exams: [exam('NE')],
      students: many(60).map((i) => student(`S${i}`)),
      demands: many(60).map((i) => demand(i, 0)),
      staff: many(4).map((i) => employee(`E${i}`)),
    })
    const made = await plan(of)
    expect(unplaced(made)).toBe(0)
    expect(made.opened.map(({room: where}) => where)).toEqual([1, 1])
    expect(made.opened.every(({lead, invigilators}) => lead >= 0 && invigilators.length === 2)).toBe(true)
  })

  test('two exams of one student that may follow each other are taken on one seat', async () => {
    const shared = {shareRoom: 'taal', shareSeat: 'taal'}
    const of = problem({
      rooms: [room('B104', 1)],
      exams: [exam('LEZEN', shared), exam('SCHRIJVEN', shared)],
      students: [student('1')],
      demands: [demand(0, 0), demand(0, 1)],
    })
    const made = await plan(of)
    expect(made).toMatchObject({seatOf: [0, 0], opened: [{exams: [0, 1], from: 540, to: 660}]})
  })

  test('an exam with one moment starts in several rooms at once', async () => {
    const of = problem({
      rooms: many(4).map((i) => room(`R${i}`, 10)),
      exams: [exam('REKENEN', {once: true})],
      students: many(35).map((i) => student(`S${i}`)),
      demands: many(35).map((i) => demand(i, 0)),
    })
    const made = await plan(of)
    expect(unplaced(made)).toBe(0)
    expect(new Set(made.opened.map(({from}) => from)).size).toBe(1)
  })

  test('a student who is there one day only gets that day, also when others would fill it', async () => {
    const of = problem({
      rooms: [room('B104', 10)],
      exams: [exam('NE')],
      students: many(60).map((i) => student(`S${i}`, i < 15 ? {free: [[1_440, 2_880]]} : {})),
      demands: many(60).map((i) => demand(59 - i, 0)),
    })
    expect(unplaced(await plan(of))).toBe(0)
  })

  test('seats left in a session made by hand are used before a room is opened', async () => {
    const fixed = {
      key: 'f',
      code: 'HAND',
      location: 0,
      from: 540,
      to: 640,
      exams: [0],
      seats: 3,
      computers: 3,
      features: [],
    }
    const of = problem({
      rooms: [room('B104', 10)],
      exams: [exam('NE')],
      students: many(3).map((i) => student(`S${i}`)),
      demands: many(3).map((i) => demand(i, 0)),
      fixed: [fixed],
    })
    expect(await plan(of)).toEqual({opened: [], seatOf: [0, 0, 0]})
    // Only seats are given out where nothing may be opened.
    const more = {
      ...of,
      opens: false,
      students: many(4).map((i) => student(`S${i}`)),
      demands: many(4).map((i) => demand(i, 0)),
    }
    expect(unplaced(await plan(more))).toBe(1)
  })

  test('an empty session costs nothing and an unplaced registration much', async () => {
    const of = problem({exams: [exam('NE')], students: [student('1')], demands: [demand(0, 0)]})
    const made = await plan(of)
    expect(planCosts(of, made).filter(({amount}) => amount > 0)).toEqual([{name: 'unplaced', amount: 1, cost: 10_000}])
  })
})
