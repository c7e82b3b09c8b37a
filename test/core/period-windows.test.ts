import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {ExamId, PeriodId} from '../../src/ids.ts'
import type {PeriodWindow} from '../../src/institution/model.ts'
import {isOpen, outsidePeriod, windowFor, windowSpan, windowText} from '../../src/institution/periods/period-windows.ts'
import {day, instant, plusDays, startOfDay} from '../../src/time.ts'

const ZONE = 'Europe/Amsterdam'
const days = fc.integer({min: 0, max: 2000}).map((n) => plusDays(day('2025-01-01'), n))

describe('a window in the words of a school', () => {
  test('counts its first and last day whole', () => {
    expect(windowSpan('2026-09-28..2026-10-25', ZONE)).toEqual({
      opensAt: '2026-09-27T22:00:00.000Z',
      closesAt: '2026-10-25T23:00:00.000Z',
    })
  })

  test('may begin and end at an hour', () => {
    expect(windowSpan('2026-09-28T09:00..2026-10-23T17:00', ZONE)).toEqual({
      opensAt: '2026-09-28T07:00:00.000Z',
      closesAt: '2026-10-23T15:00:00.000Z',
    })
  })

  test.each(['2026-09-28', '2026-09-28..', '..2026-10-23', '2026-10-23..2026-09-28', '1..2..3', ''])(
    'is refused as "%s"',
    (text) => {
      expect(() => windowSpan(text, ZONE)).toThrow(expect.objectContaining({code: 'period.invalid-window'}))
    },
  )

  test('is written as it was read, in days or to the minute', () => {
    const minutes = fc.integer({min: 1, max: 1439})
    fc.assert(
      fc.property(days, fc.integer({min: 0, max: 60}), (from, length) => {
        const text = `${from}..${plusDays(from, length)}`
        expect(windowText(windowSpan(text, ZONE), ZONE)).toBe(text)
      }),
    )
    fc.assert(
      fc.property(days, minutes, (from, minute) => {
        // Between four and midnight no clock changes.
        const at = 240 + (minute % 1199)
        const time = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
        const text = `${from}T${time}..${plusDays(from, 1)}T${time}`
        expect(windowText(windowSpan(text, ZONE), ZONE)).toBe(text)
      }),
    )
  })
})

describe('what is open when', () => {
  const exam = 'exam' as ExamId
  const window = (examId: ExamId | null, more: Partial<PeriodWindow> = {}): PeriodWindow => ({
    id: examId ?? 'all',
    periodId: 'p' as PeriodId,
    examId,
    kind: 'registration',
    ...windowSpan('2026-10-01..2026-10-31', ZONE),
    endedAt: null,
    ...more,
  })

  test('an exam follows its own window, and the period where it has none', () => {
    expect(windowFor([window(null), window(exam)], 'registration', exam)?.id).toBe('exam')
    expect(windowFor([window(null)], 'registration', exam)?.id).toBe('all')
    expect(windowFor([window('other' as ExamId)], 'registration', exam)).toBeUndefined()
    expect(windowFor([window(null, {kind: 'taking'})], 'registration', exam)).toBeUndefined()
    expect(windowFor([window(exam, {endedAt: instant('2026-10-02')}), window(null)], 'registration', exam)?.id).toBe(
      'all',
    )
  })

  test('a window is open from its first moment until just before its last', () => {
    const span = windowSpan('2026-10-01..2026-10-01', ZONE)
    expect(isOpen(span, span.opensAt)).toBe(true)
    expect(isOpen(span, span.closesAt)).toBe(false)
    expect(isOpen(span, startOfDay(day('2026-09-30'), ZONE))).toBe(false)
    expect(isOpen(undefined, span.opensAt)).toBe(false)
  })

  test('exams are taken inside the period; registering may be done before it', () => {
    const period = {
      id: 'p' as PeriodId,
      code: 'P',
      name: '',
      state: 'draft',
      fromOn: day('2026-11-30'),
      toOn: day('2026-12-18'),
      version: 1,
    } as const
    const reasons = (kind: 'taking' | 'registration', text: string): string[] =>
      outsidePeriod(period, kind, windowSpan(text, ZONE), ZONE).map(({code}) => code)
    expect(reasons('taking', '2026-11-30..2026-12-18')).toEqual([])
    expect(reasons('taking', '2026-11-29..2026-12-18')).toEqual(['period.taking-outside'])
    expect(reasons('taking', '2026-11-30..2026-12-19')).toEqual(['period.taking-outside'])
    expect(reasons('registration', '2026-09-01..2026-10-01')).toEqual([])
  })
})
