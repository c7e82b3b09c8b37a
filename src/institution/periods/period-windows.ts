import {ExamError, type Reason} from '../../errors.ts'
import type {ExamId} from '../../ids.ts'
import {type Day, dayOf, type Instant, instant, plusDays, startOfDay, timeOf} from '../../time.ts'
import type {Period, PeriodWindow} from '../model.ts'

/** What may be done in a window: register, enrol, take the exam. */
export type WindowKind = PeriodWindow['kind']
export const WINDOW_KINDS: readonly WindowKind[] = ['registration', 'enrolment', 'taking']

/** When something is allowed: from `opensAt` until just before `closesAt` (design rule 11). */
export type WindowSpan = Readonly<{opensAt: Instant; closesAt: Instant}>

const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * Reads `FROM..TO`, days or times in `zone`: `2026-09-28..2026-10-23` counts both days whole,
 * `2026-09-28T09:00..2026-10-23T17:00` ends at five.
 *
 * @throws ExamError `period.invalid-window`, or what {@link instant} throws
 */
export function windowSpan(text: string, zone: string): WindowSpan {
  const [from = '', to = '', ...more] = text.split('..').map((part) => part.trim())
  const message = `"${text}" is not a window; write it as 2026-09-28..2026-10-23 or 2026-09-28T09:00..2026-10-23T17:00.`
  if (!from || !to || more.length > 0) throw new ExamError('invalid', 'period.invalid-window', message, {value: text})
  const opensAt = instant(from, zone)
  const last = instant(to, zone)
  const closesAt = DAY.test(to) ? startOfDay(plusDays(to as Day, 1), zone) : last
  if (opensAt >= closesAt) {
    throw new ExamError('invalid', 'period.invalid-window', `The window "${text}" ends before it begins.`, {
      value: text,
    })
  }
  return {opensAt, closesAt}
}

/** A window as {@link windowSpan} reads it; one of whole days is written in days. */
export function windowText({opensAt, closesAt}: WindowSpan, zone: string): string {
  const whole = [opensAt, closesAt].every((at) => startOfDay(dayOf(at, zone), zone) === at)
  if (whole) return `${dayOf(opensAt, zone)}..${plusDays(dayOf(closesAt, zone), -1)}`
  return [opensAt, closesAt].map((at) => `${dayOf(at, zone)}T${timeOf(at, zone)}`).join('..')
}

/** The window that counts for an exam: its own, else that of the whole period. Ended windows do not count. */
export function windowFor(windows: readonly PeriodWindow[], kind: WindowKind, exam: ExamId): PeriodWindow | undefined {
  const valid = windows.filter((window) => window.kind === kind && window.endedAt === null)
  return valid.find(({examId}) => examId === exam) ?? valid.find(({examId}) => examId === null)
}

/** Whether something may be done now; a window is checked when it is used and waits for no job (design rule 11). */
export function isOpen(window: WindowSpan | undefined, now: Instant): boolean {
  return window !== undefined && window.opensAt <= now && now < window.closesAt
}

/** The first day on which an exam may be taken in a period: needs are translated for it, and terms count back from it. */
export function firstTakingDay(period: Period, windows: readonly PeriodWindow[], exam: ExamId, zone: string): Day {
  const taking = windowFor(windows, 'taking', exam)
  return taking ? dayOf(taking.opensAt, zone) : period.fromOn
}

/** Why a window does not fit its period: exams are taken inside it, while registration and enrolment may lie before. */
export function outsidePeriod(
  period: Period,
  kind: WindowKind,
  {opensAt, closesAt}: WindowSpan,
  zone: string,
): Reason[] {
  if (kind !== 'taking') return []
  const ends = startOfDay(plusDays(period.toOn, 1), zone)
  if (startOfDay(period.fromOn, zone) <= opensAt && closesAt <= ends) return []
  const message = `Exams of period ${period.code} are taken from ${period.fromOn} to ${period.toOn}; choose a taking window inside it.`
  return [{code: 'period.taking-outside', message}]
}
