import {Temporal} from 'temporal-polyfill'
import {ExamError} from './errors.ts'

declare const brand: unique symbol

/** What happened: UTC with milliseconds, `2026-11-30T08:00:00.000Z`; text order is time order. */
export type Instant = string & {readonly [brand]: 'instant'}
/** A calendar day, `2026-11-30`. */
export type Day = string & {readonly [brand]: 'day'}
/** A wall-clock time, `09:00`. */
export type WallTime = string & {readonly [brand]: 'wall-time'}

/** A planned time (design rule 4): wall clock and zone are kept, so 09:00 stays 09:00 when the clocks change. */
export type Moment = Readonly<{on: Day; from: WallTime; minutes: number; zone: string}>
/** A stretch of time, start included and end excluded. */
export type Span = Readonly<{startsAt: Instant; endsAt: Instant}>

const DAY = /^\d{4}-\d{2}-\d{2}$/
const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** Reads a day. @throws ExamError `time.invalid-day` when it is no existing calendar day. */
export function day(text: string): Day {
  try {
    if (DAY.test(text)) return Temporal.PlainDate.from(text, {overflow: 'reject'}).toString() as Day
  } catch {
    // Falls through to the one error below: a well-formed text can still be no day, such as 2026-02-30.
  }
  throw new ExamError('invalid', 'time.invalid-day', `"${text}" is not a day; write it as 2026-11-30.`, {value: text})
}

/** Reads a wall-clock time. @throws ExamError `time.invalid-time` when it is not between 00:00 and 23:59. */
export function wallTime(text: string): WallTime {
  const padded = /^\d:\d\d$/.test(text) ? `0${text}` : text
  if (WALL_TIME.test(padded)) return padded as WallTime
  throw new ExamError('invalid', 'time.invalid-time', `"${text}" is not a time; write it as 09:00.`, {value: text})
}

/**
 * Reads an instant with an offset or Z, or a wall-clock time `2026-11-30T09:00` (or a day: its first minute) in `zone`.
 *
 * @throws ExamError `time.invalid-instant`, or `time.skipped` / `time.ambiguous` around a clock change.
 */
export function instant(text: string, zone = 'Europe/Amsterdam'): Instant {
  try {
    if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return toInstant(Temporal.Instant.from(text))
    if (DAY.test(text)) return toInstant(Temporal.PlainDate.from(text).toZonedDateTime(zone).toInstant())
    if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/.test(text)) throw new RangeError(text)
  } catch {
    throw new ExamError(
      'invalid',
      'time.invalid-instant',
      `"${text}" is not a point in time; write it as 2026-11-30T09:00.`,
      {
        value: text,
      },
    )
  }
  return wallClock(Temporal.PlainDateTime.from(text.replace(' ', 'T')), zone)
}

/** When a planned time really starts and ends: its start's instant plus exactly `minutes` (design rule 4). */
export function spanOf(moment: Moment): Span {
  const startsAt = wallClock(
    Temporal.PlainDate.from(moment.on).toPlainDateTime(Temporal.PlainTime.from(moment.from)),
    moment.zone,
  )
  return {startsAt, endsAt: plusMinutes(startsAt, moment.minutes)}
}

/** `at` moved by `minutes`, which may be negative. */
export function plusMinutes(at: Instant, minutes: number): Instant {
  return toInstant(Temporal.Instant.from(at).add({minutes}))
}

/** Whole minutes from one instant to another; negative when `to` is earlier. Rounds towards zero. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.trunc((Date.parse(to) - Date.parse(from)) / 60_000)
}

/** The calendar day an instant falls on in `zone`. */
export function dayOf(at: Instant, zone: string): Day {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString() as Day
}

/** The wall-clock time of an instant in `zone`, to the minute. */
export function timeOf(at: Instant, zone: string): WallTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime().toString({smallestUnit: 'minute'}) as WallTime
}

/** `on` moved by whole calendar days, which may be negative. */
export function plusDays(on: Day, days: number): Day {
  return Temporal.PlainDate.from(on).add({days}).toString() as Day
}

/** 1 (Monday) to 7 (Sunday). */
export function weekdayOf(on: Day): number {
  return Temporal.PlainDate.from(on).dayOfWeek
}

/** The instant at which `on` begins in `zone`. */
export function startOfDay(on: Day, zone: string): Instant {
  return toInstant(Temporal.PlainDate.from(on).toZonedDateTime(zone).toInstant())
}

/** Whether two stretches of time share a moment; one that ends when the other starts does not overlap it. */
export function overlaps(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt
}

function toInstant(at: Temporal.Instant): Instant {
  return at.toString({smallestUnit: 'millisecond'}) as Instant
}

function wallClock(local: Temporal.PlainDateTime, zone: string): Instant {
  const earlier = local.toZonedDateTime(zone, {disambiguation: 'earlier'})
  const later = local.toZonedDateTime(zone, {disambiguation: 'later'})
  if (earlier.epochMilliseconds === later.epochMilliseconds) return toInstant(earlier.toInstant())
  const exists = earlier.toPlainDateTime().equals(local)
  throw new ExamError(
    'invalid',
    exists ? 'time.ambiguous' : 'time.skipped',
    `${local.toString()} ${exists ? 'happens twice' : 'does not exist'} in ${zone}, since the clocks change then; choose another time.`,
    {local: local.toString(), zone},
  )
}
