import {describe, expect, test} from 'vitest'
import {violations} from '../../src/planning/plans/checker.ts'
import {CONSTRAINTS, type CostName, type HardName, weightsOf} from '../../src/planning/plans/constraints.ts'
import type {OpenedSession, PlanDraft, Problem} from '../../src/planning/engine/problem.ts'
import {costByTerm} from '../../src/planning/engine/school/terms.ts'
import {planCosts} from '../../src/planning/plans/plan-costs.ts'
import {demand, employee, exam, problem, room, student} from '../support/planning-problems.ts'

const shared = {shareRoom: 'taal', shareSeat: 'taal'}

/** Two students, one of whom takes two exams on one seat; a plan that holds. */
const SCHOOL = problem({
  rooms: [room('B104', 2, {features: ['audio']}), room('Z001', 10, {location: 1})],
  exams: [exam('LEZEN', shared), exam('SCHRIJVEN', shared), exam('REKENEN')],
  students: [student('1'), student('2')],
  demands: [demand(0, 0), demand(0, 1), demand(1, 0)],
  staff: [employee('ANNA'), employee('BRAM')],
})
const MORNING: OpenedSession = {room: 0, from: 540, to: 660, exams: [0, 1], lead: 0, invigilators: [1]}
const PLAN: PlanDraft = {opened: [MORNING], seatOf: [0, 0, 0]}

const broken = (of: Partial<Problem>, plan: PlanDraft = PLAN): HardName[] =>
  violations({...SCHOOL, ...of}, plan).map(({constraint}) => constraint)
const opened = (...sessions: Partial<OpenedSession>[]): OpenedSession[] =>
  sessions.map((each) => ({...MORNING, ...each}))
const withExam = (index: number, parts: Partial<Problem['exams'][number]>): Problem['exams'] =>
  SCHOOL.exams.map((each, i) => (i === index ? {...each, ...parts} : each))
const withStudent = (parts: Partial<Problem['students'][number]>): Problem['students'] => [
  {...SCHOOL.students[0]!, ...parts},
  SCHOOL.students[1]!,
]
const withRoom = (parts: Partial<Problem['rooms'][number]>): Problem['rooms'] => [
  {...SCHOOL.rooms[0]!, ...parts},
  SCHOOL.rooms[1]!,
]
const withStaff = (parts: Partial<Problem['staff'][number]>): Problem['staff'] => [
  {...SCHOOL.staff[0]!, ...parts},
  SCHOOL.staff[1]!,
]

/** For each hard constraint, plans that break it and nothing else. */
const PLANTED: Record<HardName, (() => HardName[])[]> = {
  known: [
    () => broken({}, {...PLAN, seatOf: [0, 0]}),
    () => broken({}, {...PLAN, seatOf: [0, 0, 1]}),
    () => broken({}, {...PLAN, opened: opened({room: 9})}),
    () => broken({}, {...PLAN, opened: opened({exams: [0, 1, 7]})}),
    () => broken({}, {...PLAN, opened: opened({lead: 5})}),
    () => broken({}, {...PLAN, opened: opened({invigilators: [5]})}),
  ],
  offered: [() => broken({}, {...PLAN, opened: opened({exams: [0]})})],
  'student-clash': [
    () => broken({students: withStudent({stays: [{from: 600, to: 620, location: 0}]})}),
    () => broken({}, {opened: opened({}, {room: 1, lead: -1, invigilators: []}), seatOf: [0, 1, 0]}),
  ],
  travel: [() => broken({students: withStudent({stays: [{from: 661, to: 700, location: 1}]})})],
  'student-free': [
    () => broken({students: withStudent({free: [[1_440, 2_880]]})}),
    () => broken({students: withStudent({free: [[540, 659]]})}),
  ],
  window: [
    () =>
      broken(
        {
          exams: withExam(1, {windows: [[1_440, 2_880]]}),
          demands: SCHOOL.demands.filter(({exam: which}) => which === 0),
        },
        {...PLAN, seatOf: [0, 0]},
      ),
  ],
  slot: [() => broken({slots: [{day: 0, from: 540, to: 650}]})],
  once: [
    () => broken({exams: withExam(0, {once: true, starts: [780]})}),
    () => broken({exams: withExam(0, {once: true})}, {opened: opened({}, {from: 780, to: 900}), seatOf: [0, 0, 1]}),
  ],
  'room-clash': [
    () => broken({rooms: withRoom({busy: [[650, 700]]})}),
    () => broken({}, {opened: opened({}, {from: 670, to: 730, lead: -1, invigilators: []}), seatOf: [0, 0, 1]}),
  ],
  seats: [() => broken({rooms: withRoom({seats: 1})})],
  computers: [() => broken({rooms: withRoom({computers: 1}), exams: withExam(1, {computer: true})})],
  features: [
    () => broken({exams: withExam(1, {features: ['lift']})}),
    () => broken({demands: [{...SCHOOL.demands[0]!, features: ['quiet']}, ...SCHOOL.demands.slice(1)]}),
  ],
  sharing: [() => broken({}, {...PLAN, opened: opened({exams: [0, 1, 2]})})],
  'seat-sharing': [() => broken({exams: withExam(1, {shareSeat: 'anders'})})],
  duration: [() => broken({}, {...PLAN, opened: opened({to: 659})}), () => broken({between: 5})],
  'staff-clash': [
    () => broken({staff: withStaff({stays: [{from: 650, to: 700, location: 0}]})}),
    () => broken({}, {...PLAN, opened: opened({invigilators: [0]})}),
    () => broken({}, {opened: opened({}, {room: 1, invigilators: []}), seatOf: [0, 0, 1]}),
    () => broken({staff: withStaff({stays: [{from: 670, to: 700, location: 1}]})}),
  ],
  'staff-free': [
    () => broken({staff: withStaff({leads: false})}),
    () => broken({staff: withStaff({free: [[600, 700]]})}),
  ],
}

describe('the checker', () => {
  test('a plan that holds has nothing against it', () => {
    expect(broken({})).toEqual([])
  })

  const hard = CONSTRAINTS.flatMap(({name, weight}) => (weight === 'hard' ? [name] : []))
  test.each(hard)('%s: every planted violation is found, and only that', (name) => {
    expect(PLANTED[name].length).toBeGreaterThan(0)
    for (const planted of PLANTED[name]) expect(new Set(planted())).toEqual(new Set([name]))
  })

  test('a fixed session is checked for those who are added', () => {
    const fixed = {
      key: 'f',
      code: 'HAND',
      location: 0,
      from: 540,
      to: 600,
      exams: [0],
      seats: 1,
      computers: 0,
      features: [],
    }
    const of = {...SCHOOL, demands: [demand(0, 0), demand(1, 0)], fixed: [fixed]}
    expect(violations(of, {opened: [], seatOf: [0, -1]})).toEqual([])
    expect(violations(of, {opened: [], seatOf: [0, 0]})).toMatchObject([{constraint: 'seats', where: 'HAND'}])
    const digital = {...of, exams: withExam(0, {computer: true})}
    expect(violations(digital, {opened: [], seatOf: [0, -1]})).toMatchObject([{constraint: 'computers'}])
  })
})

describe('what a plan costs', () => {
  const amount = (of: Partial<Problem>, plan: PlanDraft, name: CostName): number =>
    planCosts({...SCHOOL, ...of}, plan).find((each) => each.name === name)!.amount

  test('every term counts what it says', () => {
    expect(Object.fromEntries(planCosts(SCHOOL, PLAN).map((each) => [each.name, each.amount]))).toEqual({
      unplaced: 0,
      'no-lead': 0,
      sessions: 1,
      'no-invigilator': 0,
      'other-location': 0,
      'same-day': 0,
      'back-to-back': 0,
      'full-day': 0,
      'next-day': 0,
      'late-large': 0,
      'split-exam': 0,
      rooms: 1,
      supervision: 4,
      uneven: 0,
      'empty-seats': 0,
    })
    expect(amount({}, {...PLAN, seatOf: [0, 0, -1]}, 'unplaced')).toBe(1)
    expect(amount({}, {...PLAN, seatOf: [0, 0, -1]}, 'empty-seats')).toBe(1)
    expect(amount({}, {...PLAN, opened: opened({lead: -1})}, 'no-lead')).toBe(1)
    expect(amount({invigilatorsPer: 1}, PLAN, 'no-invigilator')).toBe(1)
    expect(amount({demands: SCHOOL.demands.map((each) => ({...each, location: 1}))}, PLAN, 'other-location')).toBe(2)
    expect(amount({}, {opened: opened({}, {from: 780, to: 900}), seatOf: [0, 1, 0]}, 'same-day')).toBe(1)
    expect(amount({}, {opened: opened({}, {from: 1_980, to: 2_100}), seatOf: [0, 1, 0]}, 'same-day')).toBe(0)
  })

  test('what lies close together is counted by what is between', () => {
    const at = (...starts: number[]): PlanDraft => ({
      opened: opened(...starts.map((from) => ({from, to: from + 60, exams: [0, 1, 2]}))),
      seatOf: [0, starts.length > 1 ? 1 : 0, starts.length > 2 ? 2 : 0],
    })
    const own = {demands: [demand(0, 0), demand(0, 1), demand(0, 2)]}
    expect(amount(own, at(540, 660), 'back-to-back')).toBe(1)
    expect(amount(own, at(540, 690), 'back-to-back')).toBe(0)
    expect(amount(own, at(540, 780, 960), 'full-day')).toBe(1)
    expect(amount(own, at(540, 1_980, 2_220), 'full-day')).toBe(0)
    expect(amount(own, at(540, 1_980, 2_220), 'next-day')).toBe(1)
    expect(amount(own, at(540, 3_420), 'next-day')).toBe(0)
  })

  test('a large exam late, an exam in two rooms, rooms in use, and work divided unevenly each count', () => {
    const two = {...PLAN, opened: opened({}, {room: 1, lead: -1, invigilators: []})}
    expect(amount({}, two, 'split-exam')).toBe(0)
    const here = SCHOOL.rooms.map((each) => ({...each, location: 0}))
    expect(amount({rooms: here}, two, 'split-exam')).toBe(2)
    expect(amount({}, two, 'rooms')).toBe(2)
    expect(amount({}, {...PLAN, opened: opened({}, {from: 780, to: 900})}, 'rooms')).toBe(1)
    const many = Array.from({length: 100}, (_, i) => demand(i % 2, 0, {key: `${i}`}))
    const late = {opened: opened({from: 3_420, to: 3_540}), seatOf: many.map(() => 0)}
    expect(amount({demands: many}, late, 'late-large')).toBe(1)
    expect(amount({demands: many.slice(1)}, {...late, seatOf: late.seatOf.slice(1)}, 'late-large')).toBe(0)
    expect(amount({}, PLAN, 'uneven')).toBe(0)
    expect(amount({}, {...PLAN, opened: opened({invigilators: []})}, 'uneven')).toBe(1)
  })

  test('the search counts as the checker does, also what is large or late', () => {
    const demands = Array.from({length: 120}, (_, i) => demand(i % 2, i % 3 === 0 ? 2 : 0, {key: `${i}`}))
    const of = {...SCHOOL, demands}
    const plan = {
      opened: opened({}, {from: 3_420, to: 3_540, exams: [0, 2], room: 1}),
      seatOf: demands.map((_, i) => i % 2),
    }
    const costs = planCosts(of, plan)
    expect(costByTerm(of, plan)).toEqual(Object.fromEntries(costs.map((each) => [each.name, each.amount])))
  })

  test('a school weighs a term by its name, and is told when there is none of it', () => {
    expect(weightsOf(['same-day:12', 'next-day:3'])).toMatchObject({'same-day': 12, 'next-day': 3, sessions: 100})
    expect(() => weightsOf(['sameday:12'])).toThrow(expect.objectContaining({code: 'plan.unknown-term'}))
  })

  test('the school sets what a unit costs', () => {
    expect(planCosts({...SCHOOL, weights: {sessions: 7}}, PLAN).find(({name}) => name === 'sessions')).toEqual({
      name: 'sessions',
      amount: 1,
      cost: 7,
    })
  })
})
