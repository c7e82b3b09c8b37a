import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {RESULT_SCALES} from '../../src/institution/exams/exam.ts'
import {inForce} from '../../src/institution/in-force.ts'
import {clashReasons} from '../../src/institution/people/merging.ts'
import {unfitPassMark} from '../../src/institution/exams/pass-mark.ts'
import {Policy} from '../../src/institution/policy.ts'
import {unfitRoom} from '../../src/institution/places/room-fields.ts'
import {type Day, plusDays} from '../../src/time.ts'

const MONDAY = '2026-11-30' as Day
const days = fc.integer({min: -400, max: 400}).map((shift) => plusDays(MONDAY, shift))

describe('terms', () => {
  test('hold on their first and last day and between, and nowhere else', () => {
    fc.assert(
      fc.property(days, days, days, (fromOn, toOn, on) => {
        expect(inForce({fromOn, toOn}, on)).toBe(fromOn <= on && on <= toOn)
        expect(inForce({fromOn: null, toOn}, on)).toBe(on <= toOn)
        expect(inForce({fromOn, toOn: null}, on)).toBe(fromOn <= on)
        expect(inForce({fromOn: null, toOn: null}, on)).toBe(true)
      }),
    )
  })
})

describe('what cannot be so', () => {
  const codes = (reasons: readonly {code: string}[]): readonly string[] => reasons.map(({code}) => code)

  test.each([
    ['0.0-10.0', '5.5', true],
    ['0.0-10.0', '10', true],
    ['0.0-10.0', '10.1', false],
    ['0.0-10.0', '5.55', false],
    ['0-10', '6', true],
    ['0-10', '5.5', false],
    ['0-100', '101', false],
    ['0-100', '-1', false],
    ['insufficient-satisfactory-good', 'satisfactory', true],
  ] as const)('on the scale %s a pass mark of %s: %s', (resultScale, passMark, fits) => {
    expect(codes(unfitPassMark({code: 'X', resultScale, passMark}))).toEqual(fits ? [] : ['exam.pass-mark'])
  })

  test('an exam without a pass mark fits every scale', () => {
    for (const resultScale of RESULT_SCALES) expect(unfitPassMark({code: 'X', resultScale, passMark: null})).toEqual([])
  })

  test('a room holds its exam seats in its seats and its grid', () => {
    const sizes = fc.integer({min: 0, max: 60})
    const sides = fc.integer({min: 1, max: 10})
    fc.assert(
      fc.property(sizes, sizes, sides, sides, (seats, examSeats, rowCount, columnCount) => {
        const reasons = codes(unfitRoom({seats, examSeats, rowCount, columnCount}))
        expect(reasons.includes('room.more-exam-seats')).toBe(examSeats > seats)
        expect(reasons.includes('room.small-grid')).toBe(examSeats > rowCount * columnCount)
        expect(unfitRoom({seats: 60, examSeats, rowCount: null, columnCount: null})).toEqual([])
      }),
    )
  })

  test('doubles name every clash, and none when there is none', () => {
    expect(clashReasons({exams: [], sessions: [], running: []})).toEqual([])
    expect(codes(clashReasons({exams: ['A', 'B'], sessions: ['S'], running: ['S']}))).toEqual([
      'student.both-registered',
      'student.both-registered',
      'student.both-seated',
      'student.in-session',
    ])
  })

  test('a policy without anything said is the default one', () => {
    expect(Policy.parse({})).toMatchObject({cancelUntilDays: 2, reminderDays: [7, 1], travelMinutes: 30})
    expect(Policy.safeParse({unknown: 1}).success).toBe(false)
  })
})
