import type {Exam} from '../../institution/model.ts'
import {type Instant, minutesBetween} from '../../time.ts'

/** A central exam admits nobody who comes more than this many minutes after the start (Examenprotocol art. 12). */
const CENTRAL_LATE_MINUTES = 30

/** Minutes after the start until which a student is let in; the board may set fewer than the law allows, never more. */
export function lateLimit({kind, rules}: Pick<Exam, 'kind' | 'rules'>): number {
  return kind === 'central' ? Math.min(rules.lateMinutes, CENTRAL_LATE_MINUTES) : rules.lateMinutes
}

/** Whole minutes that an arrival is after the start, 0 when it is in time. A minute that has begun does not count. */
export function lateMinutes(startsAt: Instant, arrivedAt: Instant): number {
  return Math.max(0, minutesBetween(startsAt, arrivedAt))
}

/** Whether an arrival is after the limit: who comes at the last minute itself is still let in. */
export function isTooLate(exam: Pick<Exam, 'kind' | 'rules'>, startsAt: Instant, arrivedAt: Instant): boolean {
  return Date.parse(arrivedAt) > Date.parse(startsAt) + lateLimit(exam) * 60_000
}
