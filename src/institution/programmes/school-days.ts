import {type Day, plusDays, weekdayOf} from '../../time.ts'
import type {AvailableDay} from '../model.ts'

/**
 * Whether a student is at school on a day, so that an exam may be placed there (feature P8).
 *
 * What is said for the student goes before what is said for his groups; a date goes before a weekday. Where weekdays are
 * named only those count; where nothing is named every weekday from Monday to Friday does.
 */
export function isSchoolDay(own: readonly AvailableDay[], ofGroups: readonly AvailableDay[], on: Day): boolean {
  const exception = byDate(own, on) ?? byDate(ofGroups, on)
  if (exception) return exception.available
  const weekday = weekdayOf(on)
  const named = [own, ofGroups].map(byWeekday).find((days) => days.length > 0)
  if (!named) return weekday <= 5
  return named.some((each) => each.available && each.weekday === weekday)
}

function byDate(days: readonly AvailableDay[], on: Day): AvailableDay | undefined {
  return days.find((each) => each.onDate === on && each.endedAt === null)
}

function byWeekday(days: readonly AvailableDay[]): readonly AvailableDay[] {
  return days.filter((each) => each.weekday !== null && each.endedAt === null)
}

/** The weekdays at school in a usual week, exceptions by date apart: 1 (Monday) to 7. `today` only names a week to look at. */
export function usualWeekdays(
  own: readonly AvailableDay[],
  ofGroups: readonly AvailableDay[],
  today: Day,
): readonly number[] {
  const usual = (days: readonly AvailableDay[]): readonly AvailableDay[] => days.filter(({onDate}) => onDate === null)
  const monday = plusDays(today, 1 - weekdayOf(today))
  return [1, 2, 3, 4, 5, 6, 7].filter((weekday) =>
    isSchoolDay(usual(own), usual(ofGroups), plusDays(monday, weekday - 1)),
  )
}
