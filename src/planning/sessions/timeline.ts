import {
  type Day,
  dayOf,
  type Instant,
  minutesBetween,
  plusDays,
  plusMinutes,
  type Span,
  startOfDay,
  timeOf,
  type WallTime,
  weekdayOf,
} from '../../time.ts'
import type {ProblemSlot, Stretch} from '../engine/problem.ts'

/** The days of a planning problem as whole minutes since the first one began. */
export type Timeline = Readonly<{
  span: Span
  /** Every day of the span, weekends too. */
  days: readonly Day[]
  slots: readonly ProblemSlot[]
  stretch: (span: Span) => Stretch
  /** `24:00` is the end of the day. */
  wallStretch: (on: Day, from: string, to: string) => Stretch
  instantAt: (minute: number) => Instant
  /** The wall clock at a minute. */
  wallAt: (minute: number) => Readonly<{on: Day; from: WallTime}>
}>

/** Lays out the days from `first` to `last`, both included, with the given day parts (`09:00-12:30`) on weekdays. */
export function timelineOf(first: Day, last: Day, dayParts: readonly string[], zone: string): Timeline {
  const days: Day[] = []
  for (let on = first; on <= last; on = plusDays(on, 1)) days.push(on)
  const origin = startOfDay(first, zone)
  const starts = new Map([...days, plusDays(last, 1)].map((on) => [on, minutesBetween(origin, startOfDay(on, zone))]))
  const instantAt = (minute: number): Instant => plusMinutes(origin, minute)
  const wallStretch = (on: Day, from: string, to: string): Stretch => {
    const start = starts.get(on) ?? 0
    return [start + minuteOf(from), to === '24:00' ? (starts.get(plusDays(on, 1)) ?? start) : start + minuteOf(to)]
  }
  return {
    span: {startsAt: origin, endsAt: startOfDay(plusDays(last, 1), zone)},
    days,
    slots: days.flatMap((on, day) =>
      weekdayOf(on) > 5 ? [] : dayParts.map((part) => slotOf(part, day, (from, to) => wallStretch(on, from, to))),
    ),
    stretch: ({startsAt, endsAt}) => [minutesBetween(origin, startsAt), Math.ceil(minutesBetween(origin, endsAt))],
    wallStretch,
    instantAt,
    wallAt: (minute) => ({on: dayOf(instantAt(minute), zone), from: timeOf(instantAt(minute), zone)}),
  }
}

function slotOf(part: string, day: number, stretch: (from: string, to: string) => Stretch): ProblemSlot {
  const [from = '', to = ''] = part.split('-')
  const [start, end] = stretch(from, to)
  return {day, from: start, to: end}
}

function minuteOf(wall: string): number {
  return Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5))
}
