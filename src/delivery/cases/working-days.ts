import {type Day, plusDays, weekdayOf} from '../../time.ts'

/**
 * The last day of a term of `days` working days (Monday to Friday) that begins the day after `from`. Holidays are not taken
 * off: the school's regulations say when a term is longer.
 */
export function plusWorkingDays(from: Day, days: number): Day {
  let on = from
  for (let left = days; left > 0;) {
    on = plusDays(on, 1)
    if (weekdayOf(on) <= 5) left--
  }
  return on
}
