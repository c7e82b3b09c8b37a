import type {LocationId} from '../../ids.ts'
import type {LocationDistance} from '../../institution/model.ts'
import {minutesBetween, type Span} from '../../time.ts'

/** Minutes that somebody needs from one place to another; null is a place of which nothing is known, and costs nothing. */
export type Travel = (from: LocationId | null, to: LocationId | null) => number

/** Travel by the school's table, either way round; where it says nothing, the policy's `travelMinutes`. */
export function travelBy(distances: readonly LocationDistance[], otherwise: number): Travel {
  const known = new Map(
    distances.map(({fromLocationId, toLocationId, minutes}) => [`${fromLocationId} ${toLocationId}`, minutes]),
  )
  return (from, to) => {
    if (from === null || to === null || from === to) return 0
    return known.get(`${from} ${to}`) ?? known.get(`${to} ${from}`) ?? otherwise
  }
}

/** A stretch of time at a place. */
export type Stay = Span & Readonly<{locationId: LocationId | null}>

/** Whether one person cannot be at both: they overlap, or leave too little time to travel. */
export function collide(a: Stay, b: Stay, travel: Travel): 'overlap' | 'travel' | undefined {
  const [first, second] = a.startsAt <= b.startsAt ? [a, b] : [b, a]
  if (second.startsAt < first.endsAt) return 'overlap'
  const needed = travel(first.locationId, second.locationId)
  return needed > 0 && minutesBetween(first.endsAt, second.startsAt) < needed ? 'travel' : undefined
}
