import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Exam, ExamVersion, Need, Person} from '../../src/institution/model.ts'
import {needsFor, UNLIMITED_TIME} from '../../src/institution/people/personal-needs.ts'
import {type Day, plusDays} from '../../src/time.ts'

const MONDAY = '2026-11-30' as Day

describe('personal needs', () => {
  const EXAM = {code: 'NE-3F', subject: 'Nederlands', form: 'digital'} as Exam
  const version = (minutes: number, extraTime = true): ExamVersion => ({minutes, extraTime}) as ExamVersion
  const need = (row: Partial<Need>): Need => ({
    id: 'n',
    personId: 'p' as Person['id'],
    code: 'need',
    label: '',
    basis: 'percent',
    value: 0,
    scopeKind: 'all',
    scopeValue: null,
    fromOn: null,
    toOn: null,
    source: 'office',
    endedAt: null,
    version: 1,
    ...row,
  })
  const needs = fc.array(
    fc
      .record({
        code: fc.constantFrom('spoken', 'quiet-room', 'large-print'),
        basis: fc.constantFrom('percent', 'minutes', 'unlimited', 'aid'),
        value: fc.integer({min: 0, max: 100}),
        scopeKind: fc.constantFrom('all', 'digital'),
      })
      .map(need),
    {maxLength: 6},
  )
  const minutes = fc.integer({min: 1, max: 300})

  test('give the most that one of them gives, never their sum', () => {
    fc.assert(
      fc.property(needs, minutes, (list, duration) => {
        const together = needsFor(list, EXAM, version(duration), MONDAY).extraMinutes
        const alone = list.map((each) => needsFor([each], EXAM, version(duration), MONDAY).extraMinutes)
        expect(together).toBe(Math.max(0, ...alone))
      }),
    )
  })

  test('do not depend on their order, and give each aid once', () => {
    fc.assert(
      fc.property(needs, minutes, (list, duration) => {
        const {aids, ...rest} = needsFor(list, EXAM, version(duration), MONDAY)
        expect(needsFor(list.toReversed(), EXAM, version(duration), MONDAY)).toEqual({aids, ...rest})
        expect(new Set(aids).size).toBe(aids.length)
      }),
    )
  })

  test('one more never takes anything away', () => {
    fc.assert(
      fc.property(needs, needs, minutes, (some, more, duration) => {
        const before = needsFor(some, EXAM, version(duration), MONDAY)
        const after = needsFor([...some, ...more], EXAM, version(duration), MONDAY)
        expect(after.extraMinutes).toBeGreaterThanOrEqual(before.extraMinutes)
        expect(after.aids).toEqual(expect.arrayContaining([...before.aids]))
      }),
    )
  })

  test('give no minutes at a version whose duration holds them already, but aids', () => {
    fc.assert(
      fc.property(needs, minutes, (list, duration) => {
        const without = needsFor(list, EXAM, version(duration, false), MONDAY)
        expect(without).toEqual({...needsFor(list, EXAM, version(duration), MONDAY), extraMinutes: 0})
      }),
    )
  })

  test('a percentage is rounded up to a whole minute; without limit is the duration once more', () => {
    expect(needsFor([need({value: 25})], EXAM, version(90), MONDAY).extraMinutes).toBe(23)
    expect(needsFor([need({basis: 'unlimited'})], EXAM, version(90), MONDAY)).toEqual({
      extraMinutes: 90,
      aids: [UNLIMITED_TIME],
    })
  })

  test('hold on their days and for their exams only', () => {
    const given = {basis: 'minutes', value: 10} as const
    const extra = (row: Partial<Need>, exam: Partial<Exam> = {}): number =>
      needsFor([need({...given, ...row})], {...EXAM, ...exam}, version(60), MONDAY).extraMinutes
    expect([extra({fromOn: MONDAY}), extra({toOn: MONDAY})]).toEqual([10, 10])
    expect([extra({fromOn: plusDays(MONDAY, 1)}), extra({toOn: plusDays(MONDAY, -1)})]).toEqual([0, 0])
    expect(extra({endedAt: '2026-11-01T00:00:00.000Z' as Need['endedAt']})).toBe(0)
    expect(extra({scopeKind: 'subject', scopeValue: 'nederlands'})).toBe(10)
    expect(extra({scopeKind: 'subject', scopeValue: 'Engels'})).toBe(0)
    expect(extra({scopeKind: 'exam', scopeValue: 'NE-3F'})).toBe(10)
    expect(extra({scopeKind: 'exam', scopeValue: 'ne-3f'})).toBe(0)
    expect(extra({scopeKind: 'digital'}, {form: 'listening'})).toBe(10)
    expect(extra({scopeKind: 'digital'}, {form: 'oral'})).toBe(0)
  })
})
