import type {AvailableDay} from '../institution/model.ts'
import {adding, ending, type RecordChange} from './record-change.ts'

/** Whose days they are: one of both is null. */
type Whose = Pick<AvailableDay, 'personId' | 'groupId'>

/**
 * The changes after which somebody's school days are exactly `wanted`, 1 (Monday) to 7; undefined leaves them. Exceptions
 * by date, and days of which only some hours are named, stay.
 */
export function weekdayChanges(
  whose: Whose,
  wanted: readonly number[] | undefined,
  known: readonly AvailableDay[],
  next: () => string,
): readonly RecordChange[] {
  if (wanted === undefined) return []
  const named = known.filter(({weekday, fromTime, available}) => weekday !== null && fromTime === null && available)
  const missing = wanted.filter((weekday) => !named.some((each) => each.weekday === weekday))
  return [
    ...missing.map((weekday) => adding('availableDays', dayRow(next(), whose, {weekday}))),
    ...named.filter(({weekday}) => !wanted.includes(weekday ?? 0)).map((each) => ending('availableDays', each)),
  ]
}

/** A day on which somebody is there, unless the rest says otherwise. */
export function dayRow(id: string, whose: Whose, rest: Partial<AvailableDay>): AvailableDay {
  return {
    id,
    ...whose,
    weekday: null,
    onDate: null,
    fromTime: null,
    toTime: null,
    available: true,
    endedAt: null,
    ...rest,
  }
}
