import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {AvailableDay} from '../../src/institution/model.ts'
import {isSchoolDay, usualWeekdays} from '../../src/institution/programmes/school-days.ts'
import {type Day, plusDays, weekdayOf} from '../../src/time.ts'

const MONDAY = '2026-11-30' as Day
const days = fc.integer({min: -400, max: 400}).map((shift) => plusDays(MONDAY, shift))

describe('school days', () => {
  const available = (row: Partial<AvailableDay>): AvailableDay => ({
    id: 'd',
    personId: null,
    groupId: null,
    weekday: null,
    onDate: null,
    fromTime: null,
    toTime: null,
    available: true,
    endedAt: null,
    ...row,
  })
  const weekly = fc.array(
    fc.integer({min: 1, max: 7}).map((weekday) => available({weekday})),
    {maxLength: 5},
  )

  test('are Monday to Friday when nothing is said', () => {
    fc.assert(
      fc.property(days, (on) => {
        expect(isSchoolDay([], [], on)).toBe(weekdayOf(on) <= 5)
      }),
    )
    expect(usualWeekdays([], [], MONDAY)).toEqual([1, 2, 3, 4, 5])
  })

  test('are the student’s own where he has any, else those of his groups together', () => {
    fc.assert(
      fc.property(weekly, weekly, days, (own, ofGroups, on) => {
        const named = own.length > 0 ? own : ofGroups
        fc.pre(named.length > 0)
        expect(isSchoolDay(own, ofGroups, on)).toBe(named.some(({weekday}) => weekday === weekdayOf(on)))
      }),
    )
  })

  test('a date goes before every weekday, and the student’s before the group’s', () => {
    fc.assert(
      fc.property(weekly, weekly, days, fc.boolean(), (own, ofGroups, on, at) => {
        const said = available({onDate: on, available: at})
        const opposite = available({onDate: on, available: !at})
        expect(isSchoolDay(own, [...ofGroups, said], on)).toBe(at)
        expect(isSchoolDay([...own, said], [...ofGroups, opposite], on)).toBe(at)
        const other = plusDays(on, 7)
        expect(isSchoolDay([...own, said], ofGroups, other)).toBe(isSchoolDay(own, ofGroups, other))
      }),
    )
  })

  test('what has ended says nothing', () => {
    const ended = {endedAt: '2026-11-01T00:00:00.000Z'} as Pick<AvailableDay, 'endedAt'>
    fc.assert(
      fc.property(weekly, days, (own, on) => {
        const gone = [...own.map((day) => ({...day, ...ended})), available({onDate: on, available: false, ...ended})]
        expect(isSchoolDay(gone, [], on)).toBe(isSchoolDay([], [], on))
      }),
    )
  })

  test('a usual week is the same whatever day one looks', () => {
    fc.assert(
      fc.property(weekly, weekly, days, (own, ofGroups, today) => {
        const exception = available({onDate: today, available: false})
        expect(usualWeekdays([...own, exception], ofGroups, today)).toEqual(usualWeekdays(own, ofGroups, MONDAY))
      }),
    )
  })
})
