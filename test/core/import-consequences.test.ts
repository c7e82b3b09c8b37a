import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {isSevere} from '../../src/imports/consequence.ts'
import {type ChangeCase, consequencesOf, isInstead} from '../../src/imports/student-consequences.ts'
import type {ExamId, PersonId, RegistrationId, SessionId} from '../../src/ids.ts'
import {ExamRules} from '../../src/institution/exams/exam.ts'
import type {Exam} from '../../src/institution/model.ts'
import type {Session} from '../../src/planning/model.ts'
import type {Registration} from '../../src/registration/model.ts'
import type {Day} from '../../src/time.ts'

const exam = (code: string, level: string, row: Partial<Exam> = {}): Exam => ({
  id: code as ExamId,
  code,
  name: code,
  subject: 'Nederlands',
  level,
  kind: 'central',
  form: 'digital',
  aids: [],
  resultScale: '0.0-10.0',
  passMark: '5.5',
  rules: ExamRules.parse({}),
  endedAt: null,
  version: 1,
  ...row,
})
const NE2F = exam('NE-2F-CE', '2F')
const NE3F = exam('NE-3F-CE', '3F')
const WRITING = exam('NE-3F-SCHR', '3F', {form: 'written', kind: 'school'})

const registration = (of: Exam, row: Partial<Registration> = {}) =>
  ({
    id: `r ${of.code}` as RegistrationId,
    code: `R${of.code}`,
    personId: 'p' as PersonId,
    examId: of.id,
    state: 'agreed',
    source: 'office',
    ...row,
  }) as Registration

const session = {id: 's' as SessionId, code: '1201-B104-0900', onDate: '2026-12-01'} as Session

const change = (
  row: Partial<Omit<ChangeCase, 'student'>> & {student?: Partial<ChangeCase['student']>} = {},
): ChangeCase => {
  const planned = row.planned ?? [NE3F, WRITING]
  return {
    kind: 'regular',
    hanging: [{registration: registration(NE2F), exam: NE2F}],
    needs: [],
    inPlan: ({id}) => planned.some((each) => each.id === id),
    isSchoolDay: () => true,
    ...row,
    planned,
    student: {
      personId: 'p' as PersonId,
      number: '2400001',
      leaves: false,
      changesProgramme: true,
      programmes: ['25656-BOL-2526'],
      groups: [],
      endsOn: null,
      ...row.student,
    },
  }
}
const effects = (of: ChangeCase) => consequencesOf(of).listed.map((each) => [each.of, each.effect, each.to])

describe('a student who changes programme', () => {
  test('keeps what the exam plan of his new programme holds', () => {
    const kept = change({hanging: [{registration: registration(NE3F), exam: NE3F}]})
    expect(effects(kept)).toEqual([['registration', 'keep', undefined]])
    expect(consequencesOf(kept).freed).toEqual([])
  })

  test('is registered for the same exam at the level of his new programme', () => {
    expect(effects(change())).toEqual([['registration', 'move', 'NE-3F-CE']])
    expect(consequencesOf(change()).freed).toMatchObject([{code: 'RNE-2F-CE', toExamId: 'NE-3F-CE'}])
  })

  test('loses what his new programme does not have, with the seat', () => {
    const enrolled = change({
      planned: [WRITING],
      hanging: [{registration: registration(NE2F), exam: NE2F, enrolment: {sessionId: session.id} as never, session}],
    })
    expect(effects(enrolled)).toEqual([
      ['registration', 'withdraw', undefined],
      ['enrolment', 'withdraw', undefined],
    ])
  })

  test('is not moved when two exams could take its place', () => {
    expect(effects(change({planned: [NE3F, exam('NE-4F-CE', '4F')]}))).toEqual([
      ['registration', 'withdraw', undefined],
    ])
  })

  test('keeps a resit that the board granted, and everything when he is exam-only', () => {
    const resit = change({planned: [], hanging: [{registration: registration(NE2F, {source: 'resit'}), exam: NE2F}]})
    expect(effects(resit)).toEqual([['registration', 'keep', undefined]])
    expect(effects(change({planned: [], kind: 'exam-only'}))).toEqual([['registration', 'keep', undefined]])
  })
})

test('a student who moves to another group keeps his seat, and the office looks at days that no longer fit', () => {
  const moved = change({
    student: {changesProgramme: false},
    isSchoolDay: () => false,
    hanging: [{registration: registration(NE3F), exam: NE3F, enrolment: {sessionId: session.id} as never, session}],
  })
  expect(effects(moved)).toEqual([
    ['registration', 'keep', undefined],
    ['enrolment', 'look-at', undefined],
  ])
  const endsBefore = {...moved, isSchoolDay: () => true, student: {...moved.student, endsOn: '2026-11-30' as Day}}
  expect(effects(endsBefore)[1]).toEqual(['enrolment', 'look-at', undefined])
})

test('a student who leaves loses all that is open, and his needs end', () => {
  const left = change({student: {leaves: true}, needs: [{code: 'spoken'} as never]})
  expect(effects(left)).toEqual([
    ['registration', 'withdraw', undefined],
    ['need', 'end', undefined],
  ])
})

test('an exam takes the place of another of the same subject, kind and form and of another level, and never its own', () => {
  const levels = fc.constantFrom('', '2F', '3F', 'B1')
  const anExam = fc
    .record({
      code: fc.constantFrom('A', 'B', 'C'),
      level: levels,
      subject: fc.constantFrom('Nederlands', 'Engels'),
      form: fc.constantFrom('digital', 'oral'),
    })
    .map(({code, level, ...row}) => exam(code, level, row as Partial<Exam>))
  fc.assert(
    fc.property(anExam, anExam, (one, other) => {
      if (!isInstead(one, other)) return
      expect(one.id).not.toBe(other.id)
      expect([one.subject, one.kind, one.form]).toEqual([other.subject, other.kind, other.form])
      expect(one.level).not.toBe(other.level)
    }),
  )
})

test('whatever changes, everything open has one fate, and what is freed is what is severe', () => {
  const anyChange = fc
    .record({
      leaves: fc.boolean(),
      changesProgramme: fc.boolean(),
      exams: fc.subarray([NE2F, NE3F, WRITING]),
      planned: fc.subarray([NE2F, NE3F, WRITING]),
      seated: fc.boolean(),
      fits: fc.boolean(),
    })
    .map(({leaves, changesProgramme, exams, planned, seated, fits}) =>
      change({
        planned,
        student: {leaves, changesProgramme},
        isSchoolDay: () => fits,
        hanging: exams.map((of) => ({
          registration: registration(of),
          exam: of,
          ...(seated ? {enrolment: {sessionId: session.id} as never, session} : {}),
        })),
      }),
    )
  fc.assert(
    fc.property(anyChange, (of) => {
      const {listed, freed} = consequencesOf(of)
      const registrations = listed.filter((each) => each.of === 'registration')
      expect(registrations.map(({code}) => code)).toEqual(of.hanging.map(({registration: {code}}) => code))
      const severe = registrations.filter(isSevere).map(({code}) => code)
      expect(freed.map(({code}) => code)).toEqual(severe)
      if (!of.student.leaves && !of.student.changesProgramme) expect(freed).toEqual([])
    }),
  )
})
