import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {violations} from '../../src/planning/plans/checker.ts'
import {completion} from '../../src/planning/plans/completion/completion.ts'
import type {FixedSession, PlanDraft, Problem} from '../../src/planning/engine/problem.ts'
import {anyProblem, demand, exam, problem, student} from '../support/planning-problems.ts'

const session = (code: string, parts: Partial<FixedSession> = {}): FixedSession => ({
  key: code,
  code,
  location: 0,
  from: 540,
  to: 660,
  exams: [0],
  seats: 1,
  computers: 1,
  features: [],
  ...parts,
})

const nobody = ({demands}: Problem): PlanDraft => ({opened: [], seatOf: demands.map(() => -1)})
const seated = ({seatOf}: PlanDraft): number => seatOf.filter((each) => each >= 0).length

/** The most that can be seated, by trying everything; the checker says what holds. */
function bruteForce(of: Problem, start: PlanDraft, movable: (demand: number) => boolean): number {
  const open = [...of.demands.keys()].filter((each) => start.seatOf[each]! < 0 || movable(each))
  let most = 0
  const seatOf = [...start.seatOf]
  const tryFrom = (position: number, count: number): void => {
    if (count + open.length - position <= most) return
    const next = open[position]
    if (next === undefined) {
      if (violations(of, {...start, seatOf}).length === 0) most = Math.max(most, count)
      return
    }
    for (let index = 0; index < of.fixed.length; index++) {
      if (!of.fixed[index]!.exams.includes(of.demands[next]!.exam)) continue
      seatOf[next] = index
      tryFrom(position + 1, count + 1)
    }
    seatOf[next] = -1
    tryFrom(position + 1, count)
  }
  tryFrom(0, start.seatOf.length - open.length)
  return most
}

const smallSchool = fc
  .record({
    base: anyProblem,
    sessions: fc.array(
      fc.record({
        exam: fc.nat(5),
        other: fc.nat(5),
        slot: fc.nat(5),
        seats: fc.integer({min: 1, max: 2}),
        computers: fc.nat(2),
      }),
      {minLength: 1, maxLength: 4},
    ),
    claims: fc.array(fc.tuple(fc.nat(6), fc.nat(3)), {maxLength: 4}),
  })
  .map(({base, sessions, claims}) => {
    const demands = base.demands.slice(0, 7)
    const fixed = sessions.map((each, i) =>
      session(`F${i}`, {
        from: base.slots[each.slot]!.from,
        to: base.slots[each.slot]!.from + 150,
        exams: [...new Set([each.exam % base.exams.length, each.other % base.exams.length])].toSorted((a, b) => a - b),
        seats: each.seats,
        computers: each.computers,
        location: i % 2,
        features: i === 0 ? ['quiet', 'audio'] : ['audio'],
      }),
    )
    const of = {...base, exams: base.exams.map((each) => ({...each, once: false, starts: []})), demands, fixed}
    // Claims are made one after another, as long as each of them holds.
    const start = claims.reduce<PlanDraft>((plan, [who, where]) => {
      const seatOf = plan.seatOf.map((each, i) =>
        i === who % Math.max(1, demands.length) ? where % fixed.length : each,
      )
      return violations(of, {...plan, seatOf}).length === 0 ? {...plan, seatOf} : plan
    }, nobody(of))
    return {of, start}
  })

describe('a seat for everybody in the sessions that are there', () => {
  test('whoever sits is left alone, and as many are seated as trying everything could', () => {
    fc.assert(
      fc.property(smallSchool, ({of, start}) => {
        const claimed = (each: number): boolean => start.seatOf[each]! >= 0
        const {plan, stuck, proven, moved} = completion(of, start, {movable: (each) => !claimed(each), nodes: 1e6})
        expect(violations(of, plan)).toEqual([])
        expect(proven).toBe(true)
        expect(moved).toEqual([])
        for (const [each, session_] of start.seatOf.entries())
          if (session_ >= 0) expect(plan.seatOf[each]).toBe(session_)
        expect(seated(plan)).toBe(bruteForce(of, start, (each) => !claimed(each)))
        expect(stuck).toHaveLength(of.demands.length - seated(plan))
      }),
      {numRuns: 300},
    )
  })

  test('when others may move, as many are seated as trying everything could', () => {
    fc.assert(
      fc.property(smallSchool, ({of, start}) => {
        const {plan, proven} = completion(of, start, {movable: () => true, nodes: 1e6})
        expect(violations(of, plan)).toEqual([])
        expect(proven).toBe(true)
        expect(seated(plan)).toBe(bruteForce(of, start, () => true))
      }),
      {numRuns: 200},
    )
  })

  test('without more nodes than a step it never claims what it cannot know', () => {
    fc.assert(
      fc.property(smallSchool, ({of, start}) => {
        const {plan, proven} = completion(of, start, {movable: () => true, nodes: 1})
        expect(violations(of, plan)).toEqual([])
        if (proven) expect(seated(plan)).toBe(bruteForce(of, start, () => true))
      }),
      {numRuns: 300},
    )
  })

  test('a chain of students moves up so that one more can sit', () => {
    // Each fits two sessions; only if all move one on, there is a place for the last.
    const of = problem({
      exams: [exam('NE', {windows: [[0, 10 * 1_440]]})],
      students: [0, 1, 2, 3].map((i) => student(`S${i}`, {free: [[i * 1_440, (i + 2) * 1_440]]})),
      demands: [0, 1, 2, 3].map((i) => demand(i, 0)),
      fixed: [0, 1, 2, 3].map((i) => session(`F${i}`, {from: i * 1_440 + 540, to: i * 1_440 + 660})),
    })
    const start = {opened: [], seatOf: [1, 2, 3, -1]}
    const {plan, stuck, moved} = completion(of, start, {movable: () => true})
    expect(plan.seatOf).toEqual([0, 1, 2, 3])
    expect([stuck, moved]).toEqual([[], [0, 1, 2]])
  })

  test('who is stuck is told which sessions are too small for whom', () => {
    const of = problem({
      exams: [exam('NE'), exam('EN')],
      students: [0, 1, 2].map((i) => student(`S${i}`)),
      demands: [demand(0, 0), demand(1, 0), demand(2, 0)],
      fixed: [session('VOL'), session('OOK', {from: 780, to: 900}), session('ANDERS', {exams: [1]})],
    })
    const {stuck, proven} = completion(of, nobody(of), {movable: () => true})
    expect(proven).toBe(true)
    expect(stuck).toMatchObject([{because: {sessions: [0, 1], demands: expect.arrayContaining([0, 1, 2])}}])
  })

  test('kept seats are for those they are kept for, who take the others when theirs are gone', () => {
    const of = problem({
      exams: [exam('NE')],
      students: [0, 1, 2].map((i) => student(`S${i}`)),
      demands: [demand(0, 0), demand(1, 0), demand(2, 0)],
      fixed: [session('STIL', {seats: 1})],
    })
    const keeping = new Map([[0, [{seats: 1, students: new Set([2])}]]])
    expect(seated(completion(of, nobody(of), {movable: () => true, keeping}).plan)).toBe(2)
    const few = new Map([[0, [{seats: 1, students: new Set<number>()}]]])
    expect(seated(completion(of, nobody(of), {movable: () => true, keeping: few}).plan)).toBe(1)
    const both = new Map([[0, [{seats: 1, students: new Set([1, 2])}]]])
    expect(seated(completion(of, {opened: [], seatOf: [-1, -1, -1]}, {movable: () => true, keeping: both}).plan)).toBe(
      2,
    )
  })

  test('a school of thousands is seated within seconds', () => {
    const many = (n: number) => Array.from({length: n}, (_, i) => i)
    const of = problem({
      exams: many(60).map((i) => exam(`X${i}`, {windows: [[0, 15 * 1_440]]})),
      students: many(3_000).map((i) => student(`S${i}`, {free: [[0, 15 * 1_440]]})),
      demands: many(9_000).map((i) => demand(i % 3_000, (i * 7 + Math.floor(i / 3_000)) % 60)),
      fixed: many(360).map((i) =>
        session(`F${i}`, {
          exams: [i % 60],
          seats: 26,
          computers: 26,
          from: (i % 15) * 1_440 + 540 + (i % 2) * 240,
          to: (i % 15) * 1_440 + 660 + (i % 2) * 240,
        }),
      ),
    })
    const {plan, stuck} = completion(of, nobody(of), {movable: () => true})
    expect(violations(of, plan)).toEqual([])
    expect(stuck.length).toBeLessThan(30)
  })

  test('with thousands too many it says so within seconds', () => {
    const many = (n: number) => Array.from({length: n}, (_, i) => i)
    const of = problem({
      exams: many(40).map((i) => exam(`X${i}`, {windows: [[0, 15 * 1_440]]})),
      students: many(4_000).map((i) => student(`S${i}`, {free: [[0, 15 * 1_440]]})),
      demands: many(8_000).map((i) => demand(i % 4_000, (i * 7 + Math.floor(i / 4_000)) % 40)),
      fixed: many(200).map((i) =>
        session(`F${i}`, {
          exams: [i % 40],
          seats: 20,
          computers: 20,
          from: (i % 15) * 1_440 + 540,
          to: (i % 15) * 1_440 + 660,
        }),
      ),
    })
    const {plan, stuck} = completion(of, nobody(of), {movable: () => true})
    expect(violations(of, plan)).toEqual([])
    expect(seated(plan)).toBeGreaterThan(3_900)
    expect(stuck).toHaveLength(8_000 - seated(plan))
  })
})
