import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {AttemptId, ExamId, PersonId} from '../../src/ids.ts'
import {ExamRules} from '../../src/institution/exams/exam.ts'
import type {Attempt} from '../../src/registration/model.ts'
import {countingResult} from '../../src/results/counting-result.ts'
import {worth} from '../../src/results/scales.ts'
import {day} from '../../src/time.ts'

const attempt = (number: number, score: string | null, row: Partial<Attempt> = {}): Attempt => ({
  id: `attempt-${number}` as AttemptId,
  registrationId: null,
  enrolmentId: null,
  personId: 'person' as PersonId,
  examId: 'exam' as ExamId,
  number,
  takenOn: day(`2026-0${number}-01`),
  attendance: 'present',
  counts: true,
  void: false,
  score,
  passed: score === null ? null : Number(score) >= 5.5,
  source: 'report',
  endedAt: null,
  version: 1,
  ...row,
})
const by = (counts: ExamRules['counts']) => ({rules: ExamRules.parse({counts}), resultScale: '0.0-10.0' as const})
const number = (attempts: readonly Attempt[], counts: ExamRules['counts']) =>
  countingResult(attempts, by(counts))?.number

describe('which attempt is the result', () => {
  const three = [attempt(1, '6.0'), attempt(2, '7.2'), attempt(3, '5.0')]

  test('highest: the best score, whenever it was', () => expect(number(three, 'highest')).toBe(2))
  test('last: the newest, even when it is worse', () => expect(number(three, 'last')).toBe(3))
  test('first: the oldest, even when it is worse', () => expect(number(three, 'first')).toBe(1))

  test('of equal scores the first to reach it', () => {
    expect(number([attempt(1, '7.2'), attempt(2, '7.2')], 'highest')).toBe(1)
  })

  test('void attempts and those without an outcome never are', () => {
    const attempts = [attempt(1, '5.0'), attempt(2, '9.0', {void: true}), attempt(3, null)]
    for (const counts of ['highest', 'last', 'first'] as const) expect(number(attempts, counts)).toBe(1)
    expect(number([attempt(1, null)], 'highest')).toBeUndefined()
  })

  test('an absence that was established does not take the place of a pass', () => {
    expect(number([attempt(1, '6.0'), attempt(2, null, {attendance: 'notPresent'})], 'last')).toBe(1)
  })

  test('a pass that was taken over without a score beats any fail', () => {
    expect(number([attempt(1, null, {passed: true}), attempt(2, '5.4')], 'highest')).toBe(1)
  })

  const attempts = fc
    .array(fc.integer({min: 0, max: 100}), {minLength: 1, maxLength: 8})
    .map((scores) => scores.map((score, i) => attempt(i + 1, (score / 10).toFixed(1))))

  test('the order in which attempts are given does not matter', () => {
    fc.assert(
      fc.property(attempts, fc.constantFrom('highest', 'last', 'first'), (given, counts) => {
        expect(number(given.toReversed(), counts)).toBe(number(given, counts))
      }),
    )
  })

  test('by the highest, no attempt has a better score', () => {
    fc.assert(
      fc.property(attempts, (given) => {
        const best = countingResult(given, by('highest'))!
        const value = (score: string | null) => worth('0.0-10.0', score!)
        for (const {score} of given) expect(value(score)).toBeLessThanOrEqual(value(best.score))
      }),
    )
  })
})
