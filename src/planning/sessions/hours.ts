import type {AvailableDay} from '../../institution/model.ts'
import {isSchoolDay} from '../../institution/programmes/school-days.ts'
import {type Day, weekdayOf} from '../../time.ts'

/** Part of a day by the wall clock, start included and end excluded; `24:00` is the end of the day. */
export type Hours = Readonly<{from: string; to: string}>

const WHOLE_DAY: Hours = {from: '00:00', to: '24:00'}

/**
 * The hours of a day in which somebody can be planned; none when he is not there that day.
 *
 * Which days count says {@link isSchoolDay}; where what decides names times, only those hours count.
 */
export function hoursOn(own: readonly AvailableDay[], ofGroups: readonly AvailableDay[], on: Day): readonly Hours[] {
  if (!isSchoolDay(own, ofGroups, on)) return []
  const deciding = decisive(own, ofGroups, on)
  const timed = deciding.flatMap(({fromTime, toTime}) =>
    fromTime === null && toTime === null ? [] : [{from: fromTime ?? '00:00', to: toTime ?? '24:00'}],
  )
  return timed.length === 0 || timed.length < deciding.length ? [WHOLE_DAY] : timed
}

/** Whether a stretch of the wall clock lies within one of the hours. */
export function withinHours(hours: readonly Hours[], from: string, to: string): boolean {
  return hours.some((each) => each.from <= from && to <= each.to)
}

function decisive(own: readonly AvailableDay[], ofGroups: readonly AvailableDay[], on: Day): readonly AvailableDay[] {
  const dated = [own, ofGroups]
    .map((days) => days.filter((each) => each.onDate === on && each.endedAt === null))
    .find((days) => days.length > 0)
  if (dated) return dated.filter(({available}) => available)
  const weekly = [own, ofGroups]
    .map((days) => days.filter(({weekday, endedAt}) => weekday !== null && endedAt === null))
    .find((days) => days.length > 0)
  return (weekly ?? []).filter(({available, weekday}) => available && weekday === weekdayOf(on))
}
