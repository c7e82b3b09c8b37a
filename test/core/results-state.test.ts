import {describe, expect, test} from 'vitest'
import type {AttemptId, EnrolmentId, ExamId, PersonId, ResultId, SessionId} from '../../src/ids.ts'
import {ExamRules} from '../../src/institution/exams/exam.ts'
import type {Absence} from '../../src/delivery/model.ts'
import type {Result} from '../../src/results/model.ts'
import {forTheStudent, outcomeText} from '../../src/results/outcome-text.ts'
import {resitReasons, type ResitCase} from '../../src/results/resit-reasons.ts'
import {blocks, resultState} from '../../src/results/result-state.ts'
import type {OutcomeLine} from '../../src/results/store.ts'
import {day, instant} from '../../src/time.ts'

const NOON = instant('2026-12-01T12:00')

const result = (row: Partial<Result> = {}): Result => ({
  id: 'result' as ResultId,
  attemptId: 'attempt' as AttemptId,
  partId: null,
  personId: 'person' as PersonId,
  examId: 'exam' as ExamId,
  sessionId: 'session' as SessionId,
  step: 'score',
  score: '6.8',
  passed: true,
  scoredBy: null,
  receivedAt: NOON,
  source: 'office',
  establishedAt: null,
  establishedBy: null,
  mandateId: null,
  publishedAt: null,
  openedAt: null,
  sentAt: null,
  endedAt: null,
  version: 1,
  ...row,
})

const line = (row: Partial<OutcomeLine> = {}): OutcomeLine => ({
  id: 'attempt' as AttemptId,
  registrationId: null,
  enrolmentId: 'enrolment' as EnrolmentId,
  personId: 'person' as PersonId,
  examId: 'exam' as ExamId,
  number: 1,
  takenOn: day('2026-12-01'),
  attendance: 'present',
  counts: true,
  void: false,
  score: null,
  passed: null,
  source: 'report',
  endedAt: null,
  version: 1,
  resultScale: '0.0-10.0',
  passMark: '5.5',
  givenName: 'Sanne',
  prefix: 'de',
  familyName: 'Vries',
  sortKey: 'vries sanne de',
  student: '0412345',
  exam: 'NE-3F-CE',
  examName: 'Nederlands 3F',
  sessionId: 'session' as SessionId,
  session: 'S1',
  sessionState: 'reported',
  period: 'P2',
  reportState: 'signed',
  absence: null,
  result: result(),
  held: 0,
  ...row,
})

describe('how far a result is', () => {
  test.each([
    ['awaited', {result: null}, []],
    ['received', {result: result({step: 'attendance', score: null, passed: null})}, []],
    ['ready', {}, []],
    ['blocked', {}, ['CASE22']],
    ['blocked', {reportState: 'open' as const}, []],
    ['blocked', {held: 1}, []],
    ['blocked', {result: null, attendance: 'notPresent', absence: 'unjudged' as const}, []],
    ['ready', {result: null, attendance: 'notPresent', absence: 'invalid' as const}, []],
    ['settled', {result: null, attendance: 'notPresent', absence: 'valid' as const}, []],
    ['settled', {void: true}, []],
    ['settled', {result: null, sessionState: 'aborted' as const, counts: false, attendance: 'notFinished'}, []],
    ['settled', {result: null, enrolmentId: null, sessionId: null, reportState: null, score: '6.0'}, []],
    ['established', {result: result({establishedAt: NOON})}, ['CASE22']],
    ['published', {result: result({establishedAt: NOON, publishedAt: NOON})}, []],
  ] as const)('%s', (state, row, cases) => {
    expect(resultState({line: line(row), cases})).toBe(state)
  })

  test('every obstacle is named, with what to do', () => {
    const reasons = blocks({line: line({result: null, reportState: 'open', held: 2}), cases: ['CASE22']})
    expect(reasons.map(({code}) => code)).toEqual([
      'result.no-score',
      'result.report-not-signed',
      'result.case-open',
      'result.message-held',
    ])
  })
})

describe('what a student reads of his own', () => {
  const read = (row: Partial<Result>) => forTheStudent(outcomeText({line: line({result: result(row)}), cases: []}))

  test('nothing before it is published, not even that it was established', () => {
    for (const row of [{}, {establishedAt: NOON}])
      expect(read(row)).toMatchObject({
        state: 'awaited',
        score: null,
        passed: null,
        receivedAt: null,
        establishedAt: null,
        publishedAt: null,
      })
  })

  test('that it is published, and the score once he has opened it', () => {
    const published = {establishedAt: NOON, publishedAt: NOON}
    expect(read(published)).toMatchObject({state: 'published', score: null, passed: null})
    expect(read({...published, openedAt: NOON})).toMatchObject({state: 'published', score: '6.8', passed: true})
  })
})

describe('why there is no resit', () => {
  const matter = (row: Partial<ResitCase> = {}, rules: Partial<ExamRules> = {}): ResitCase => ({
    student: '0412345',
    exam: {code: 'NE-3F-CE', rules: ExamRules.parse({attempts: 2, ...rules})},
    attempts: [line({result: result({establishedAt: NOON, score: '5.0', passed: false}), score: '5.0', passed: false})],
    absences: [],
    open: undefined,
    ownedBySis: false,
    asked: undefined,
    ...row,
  })
  const codes = (row?: Partial<ResitCase>, rules?: Partial<ExamRules>) =>
    resitReasons(matter(row, rules)).map(({code}) => code)

  test('there is none after a fail with an attempt left', () => expect(codes()).toEqual([]))
  test('a void attempt can be followed by a resit as well', () => {
    expect(codes({attempts: [line({void: true, result: null})]})).toEqual([])
  })
  test('every reason is told at once', () => {
    const absences = [{resitLapses: true} as Absence]
    const asked = {code: 'ASKED2', state: 'asked'} as const
    expect(codes({attempts: [], absences, open: {code: 'OPEN22'}, asked})).toEqual([
      'resit.no-result',
      'resit.lapsed',
      'resit.registered',
      'resit.asked-already',
    ])
  })
  test('that no attempt is left is for the SIS to say where it owns the attempts', () => {
    expect(codes({}, {attempts: 1})).toEqual(['registration.no-attempts-left'])
    expect(codes({ownedBySis: true}, {attempts: 1})).toEqual([])
  })
})
