import type {Stretch} from '../engine/problem.ts'
import {hoursOn} from './hours.ts'
import type {Availability} from '../store.ts'
import type {Timeline} from './timeline.ts'

/** When somebody can be planned: the hours of the days on which he is there, less his blocks; in order. */
export function freeStretches(timeline: Timeline): (availability: Availability) => readonly Stretch[] {
  const known = new Map<string, readonly Stretch[]>()
  // Most people are there every weekday, or on the days of their group: the same answer for all of them.
  const there = ({days, groupDays}: Availability): readonly Stretch[] => {
    const key = [...days, ...groupDays].map(({id}) => id).join(' ')
    const found =
      known.get(key) ??
      timeline.days.flatMap((on) =>
        hoursOn(days, groupDays, on).map(({from, to}) => timeline.wallStretch(on, from, to)),
      )
    known.set(key, found)
    return found
  }
  return (availability) =>
    availability.blocks.reduce<readonly Stretch[]>(
      (free, block) => without(free, timeline.stretch(block)),
      there(availability),
    )
}

function without(free: readonly Stretch[], [from, to]: Stretch): readonly Stretch[] {
  return free.flatMap(([opens, closes]): Stretch[] => {
    if (to <= opens || closes <= from) return [[opens, closes]]
    return [[opens, from] as const, [to, closes] as const].filter(([start, end]) => start < end)
  })
}
