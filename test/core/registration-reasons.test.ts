import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {ExamId, PeriodId, PersonId, ProgrammeId, RegistrationId} from '../../src/ids.ts'
import {ExamRules} from '../../src/institution/exams/exam.ts'
import type {Exam, ExamPlanEntry, Exemption, Period, Person, Programme} from '../../src/institution/model.ts'
import {windowSpan} from '../../src/institution/periods/period-windows.ts'
import {attemptReasons, attemptsLeft} from '../../src/registration/attempt-reasons.ts'
import type {Attempt, Registration} from '../../src/registration/model.ts'
import {isLate, registrationReasons, type RegistrationCase} from '../../src/registration/registration-reasons.ts'
import {day, instant} from '../../src/time.ts'

const ZONE = 'Europe/Amsterdam'
const NOW = instant('2026-10-05T12:00')
const WINDOW = windowSpan('2026-10-01..2026-10-23', ZONE)

const student = {id: 'anna', studentNumber: '1001', kind: 'regular', endedAt: null} as unknown as Person
const exam = {id: 'e' as ExamId, code: 'NE-3F', rules: ExamRules.parse({})} as unknown as Exam
const period = {id: 'p' as PeriodId, code: '2026-P2', state: 'open'} as unknown as Period
const programme = {id: 'pr' as ProgrammeId, code: '25604', crebo: '25604', cohort: '2025-2026'} as unknown as Programme
const everywhere = {examId: exam.id, crebo: '*', cohort: null, endedAt: null} as unknown as ExamPlanEntry

/** Somebody who may be registered; a test changes one thing. */
function somebody(change: Partial<RegistrationCase> = {}): RegistrationCase {
  return {
    student,
    exam,
    period,
    term: {window: WINDOW, frozenAt: null, lateUntil: day('2026-11-16')},
    programmes: [programme],
    planEntries: [everywhere],
    exemptions: [],
    attempts: [],
    open: undefined,
    role: 'student',
    source: 'student',
    late: false,
    reason: '',
    now: NOW,
    zone: ZONE,
    ...change,
  }
}

const withRules = (rules: Partial<ExamRules>): Exam => ({...exam, rules: ExamRules.parse(rules)})
const codes = (change: Partial<RegistrationCase>): string[] =>
  registrationReasons(somebody(change)).map(({code}) => code)

function attempt(number: number, change: Partial<Attempt> = {}): Attempt {
  const made = {id: `a${number}`, personId: 'anna' as PersonId, examId: exam.id, number, takenOn: day('2026-03-01')}
  return {
    ...made,
    attendance: 'present',
    counts: true,
    void: false,
    score: null,
    passed: false,
    endedAt: null,
    ...change,
  } as unknown as Attempt
}

describe('who may be registered for an exam', () => {
  test('a student in whose plan it is, inside the window', () => {
    expect(codes({})).toEqual([])
  })

  test('students only, as long as they are at school', () => {
    expect(codes({student: {...student, kind: 'staff'}})).toEqual(['registration.not-a-student'])
    expect(codes({student: {...student, endedAt: NOW}})).toEqual(['registration.student-ended'])
  })

  test('once: a second try says where and by whom the first was made', () => {
    const registration = {id: 'r' as RegistrationId, code: 'AB2C3D', source: 'teacher'} as unknown as Registration
    const [reason] = registrationReasons(
      somebody({open: {registration, period: '2026-P1', by: 'JAN01', on: day('2026-09-30')}}),
    )
    expect(reason).toMatchObject({
      code: 'registration.exists',
      details: {registration: 'AB2C3D', period: '2026-P1', source: 'teacher', on: '2026-09-30'},
    })
    expect(reason?.message).toContain('a teacher (JAN01)')
  })

  test('not the exempted, unless only a part is exempted', () => {
    const exemption = {partId: null, endedAt: null} as unknown as Exemption
    expect(codes({exemptions: [exemption]})).toEqual(['registration.exempted'])
    expect(codes({exemptions: [{...exemption, partId: 'listening' as never}]})).toEqual([])
    expect(codes({exemptions: [{...exemption, endedAt: NOW}]})).toEqual([])
  })

  test('by the roles that the exam names', () => {
    const byTeacher = withRules({registerBy: ['teacher']})
    expect(codes({exam: byTeacher})).toEqual(['registration.not-by-role'])
    expect(codes({exam: byTeacher, role: 'office', source: 'office'})).toEqual(['registration.not-by-role'])
    expect(codes({exam: byTeacher, role: 'teacher', source: 'teacher'})).toEqual([])
    expect(codes({exam: byTeacher, role: 'office', source: 'sis'})).toEqual([])
  })

  test('in the plan of his crebo and cohort, except exam-only students and guests', () => {
    const other: ExamPlanEntry = {...everywhere, crebo: '25655'}
    expect(codes({planEntries: [other]})).toEqual(['registration.not-in-exam-plan'])
    expect(codes({planEntries: [{...everywhere, cohort: '2024-2025'}]})).toEqual(['registration.not-in-exam-plan'])
    expect(codes({planEntries: [{...everywhere, crebo: '25604', cohort: '2025-2026'}]})).toEqual([])
    expect(codes({programmes: []})).toEqual(['registration.not-in-exam-plan'])
    expect(codes({programmes: [], student: {...student, kind: 'exam-only'}})).toEqual([])
    expect(codes({programmes: [], student: {...student, kind: 'guest'}})).toEqual([])
    expect(
      codes({programmes: [{...programme, crebo: '25655'}, programme], planEntries: [{...everywhere, crebo: '25604'}]}),
    ).toEqual([])
  })

  test.each(['draft', 'closed', 'archived'] as const)('not in a period that is %s', (state) => {
    expect(codes({period: {...period, state}})).toEqual(['registration.period-not-open'])
  })

  test('a resit needs no window, plan or role, and attempts left all the same', () => {
    const resit = {source: 'resit', role: 'board', programmes: [], term: {...somebody().term, frozenAt: NOW}} as const
    expect(codes(resit)).toEqual([])
    expect(codes({...resit, attempts: [attempt(1), attempt(2)]})).toEqual(['registration.no-attempts-left'])
  })

  test('every reason is named at once', () => {
    const all = codes({
      programmes: [],
      exam: withRules({registerBy: []}),
      period: {...period, state: 'draft'},
      now: instant('2026-09-01'),
    })
    expect(all).toEqual([
      'registration.not-by-role',
      'registration.not-in-exam-plan',
      'registration.period-not-open',
      'registration.not-yet-open',
    ])
  })
})

describe('until when', () => {
  const after = {now: instant('2026-10-24T00:00')}
  const office = {role: 'office', source: 'office'} as const
  const frozen = {term: {...somebody().term, frozenAt: NOW}}

  test('without a window nobody registers', () => {
    expect(codes({term: {...somebody().term, window: undefined}})).toEqual(['registration.no-window'])
  })

  test('a student until the window closes, the office after it as a late one with a reason', () => {
    expect(codes({now: instant('2026-10-23T23:59')})).toEqual([])
    expect(codes(after)).toEqual(['registration.window-closed'])
    expect(codes({...after, ...office})).toEqual(['registration.window-closed'])
    expect(codes({...after, ...office, late: true})).toEqual(['registration.reason-needed'])
    expect(codes({...after, ...office, late: true, reason: 'was ill'})).toEqual([])
  })

  test('a teacher cannot make it a late one', () => {
    expect(codes({...frozen, role: 'teacher', source: 'teacher', late: true, reason: 'forgotten'})).toEqual([
      'registration.frozen',
    ])
  })

  test('the freeze ends registration inside the window too', () => {
    expect(codes(frozen)).toEqual(['registration.frozen'])
    expect(codes({...frozen, ...office, late: true, reason: 'was ill'})).toEqual([])
  })

  test('late ones are added until the set day, that day included', () => {
    const late = {...frozen, ...office, late: true, reason: 'was ill'}
    expect(codes({...late, now: instant('2026-11-16T23:59')})).toEqual([])
    expect(codes({...late, now: instant('2026-11-17T00:00')})).toEqual(['registration.too-late'])
  })

  test('late is what comes after the window or the freeze, and nothing else', () => {
    expect(isLate({window: WINDOW, frozenAt: null, lateUntil: day('2026-11-16')}, NOW)).toBe(false)
    expect(isLate({window: WINDOW, frozenAt: NOW, lateUntil: day('2026-11-16')}, NOW)).toBe(true)
    expect(isLate({window: WINDOW, frozenAt: null, lateUntil: day('2026-11-16')}, WINDOW.closesAt)).toBe(true)
  })
})

describe('attempts', () => {
  const never = {attempts: 2, improvement: 'never'} as const
  const reasons = (
    attempts: Attempt[],
    rules: {attempts: number | null; improvement: 'never' | 'once' | 'always'},
  ): string[] => attemptReasons(attempts, rules).map(({code}) => code)

  test('two are allowed, and a third is not', () => {
    expect(reasons([attempt(1)], never)).toEqual([])
    expect(reasons([attempt(1), attempt(2)], never)).toEqual(['registration.no-attempts-left'])
  })

  test('one that does not count, is void or is taken back leaves room', () => {
    for (const change of [{counts: false}, {void: true}, {endedAt: NOW}])
      expect(reasons([attempt(1), attempt(2, change)], never)).toEqual([])
  })

  test('without a limit there is always one left', () => {
    expect(
      attemptsLeft(
        Array.from({length: 9}, (_, i) => attempt(i + 1)),
        {attempts: null},
      ),
    ).toBeNull()
  })

  test('after a pass: never again, once, or always within the limit', () => {
    const passed = [attempt(1, {passed: true})]
    expect(reasons(passed, never)).toEqual(['registration.passed'])
    expect(reasons(passed, {attempts: 3, improvement: 'once'})).toEqual([])
    expect(reasons([...passed, attempt(2)], {attempts: 3, improvement: 'once'})).toEqual([
      'registration.improvement-used',
    ])
    expect(reasons([...passed, attempt(2)], {attempts: 3, improvement: 'always'})).toEqual([])
    expect(reasons([...passed, attempt(2)], {attempts: 2, improvement: 'always'})).toEqual([
      'registration.no-attempts-left',
    ])
  })

  test('a pass that was made void is none', () => {
    expect(reasons([attempt(1, {passed: true, void: true})], never)).toEqual([])
  })

  const attempts = fc
    .array(fc.record({counts: fc.boolean(), void: fc.boolean(), passed: fc.constantFrom(true, false, null)}), {
      maxLength: 6,
    })
    .map((made) => made.map((each, i) => attempt(i + 1, each)))
  const rules = fc.record({
    attempts: fc.option(fc.integer({min: 1, max: 5})),
    improvement: fc.constantFrom('never' as const, 'once' as const, 'always' as const),
  })

  test('the order in which they are given does not matter', () => {
    fc.assert(
      fc.property(attempts, rules, (made, rule) => {
        expect(reasons(made.toReversed(), rule)).toEqual(reasons(made, rule))
      }),
    )
  })

  test('an attempt that does not count changes nothing', () => {
    fc.assert(
      fc.property(attempts, rules, (made, rule) => {
        expect(reasons([...made, attempt(9, {counts: false, passed: true})], rule)).toEqual(reasons(made, rule))
      }),
    )
  })

  test('a stricter rule never allows more', () => {
    fc.assert(
      fc.property(attempts, rules, (made, rule) => {
        const allowed = (improvement: 'never' | 'once' | 'always'): boolean =>
          reasons(made, {...rule, improvement}).length === 0
        expect(allowed('never') && !allowed('once')).toBe(false)
        expect(allowed('once') && !allowed('always')).toBe(false)
      }),
    )
  })

  test('who may go on never has more counting attempts than allowed', () => {
    fc.assert(
      fc.property(attempts, rules, (made, rule) => {
        const left = attemptsLeft(made, rule)
        expect(left === 0 && reasons(made, rule).length === 0).toBe(false)
      }),
    )
  })
})

describe('whatever a case is', () => {
  const cases = fc.record({
    role: fc.constantFrom('student' as const, 'teacher' as const, 'office' as const, 'system' as const),
    source: fc.constantFrom('student' as const, 'teacher' as const, 'office' as const, 'sis' as const),
    late: fc.boolean(),
    reason: fc.constantFrom('', 'was ill'),
    now: fc.constantFrom(instant('2026-09-01'), NOW, instant('2026-10-24'), instant('2026-11-20')),
    term: fc.record({
      window: fc.constantFrom(WINDOW, undefined),
      frozenAt: fc.constantFrom(null, NOW),
      lateUntil: fc.constant(day('2026-11-16')),
    }),
    exam: fc
      .boolean()
      .map((byOffice) => withRules({registerBy: byOffice ? ['office'] : ['student', 'teacher', 'office']})),
  })

  test('the same case gives the same reasons, each with a code of its own and a sentence', () => {
    fc.assert(
      fc.property(cases, (change) => {
        const reasons = registrationReasons(somebody(change))
        expect(registrationReasons(somebody(change))).toEqual(reasons)
        expect(new Set(reasons.map(({code}) => code)).size).toBe(reasons.length)
        for (const {message} of reasons) expect(message).toMatch(/[.")\w]$/)
      }),
    )
  })

  test('nobody but the office or a timed deed adds a late one', () => {
    fc.assert(
      fc.property(cases, (change) => {
        if (registrationReasons(somebody(change)).length > 0 || !isLate(change.term, change.now)) return
        expect(['office', 'system']).toContain(change.role)
        expect(change.reason).not.toBe('')
      }),
    )
  })
})
