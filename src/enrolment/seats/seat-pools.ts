import type {ExamId, GroupId, LocationId} from '../../ids.ts'
import type {SeatPool} from '../../planning/model.ts'
import type {Instant} from '../../time.ts'

/** Who asks for a seat, as far as the filters of pools look at him. */
export type Drawer = Readonly<{examId: ExamId; groupIds: readonly GroupId[]; locationId: LocationId | null}>

/** What of a pool counts when a seat is drawn. */
export type Pool = Pick<SeatPool, 'id' | 'capacity' | 'taken' | 'filterKind' | 'filterId' | 'releasesAt'>

/** Whether a pool is kept for people like `who`; the general pool is kept for nobody. */
export function isKeptFor(pool: Pool, who: Drawer): boolean {
  switch (pool.filterKind) {
    case 'exam':
      return pool.filterId === who.examId
    case 'group':
      return who.groupIds.some((group) => group === pool.filterId)
    case 'location':
      return pool.filterId === who.locationId
    case null:
      return false
  }
}

/** Whether what a pool was kept for is open to all by now (feature E8). */
export function isReleased({filterKind, releasesAt}: Pool, now: Instant): boolean {
  return filterKind !== null && releasesAt !== null && releasesAt <= now
}

/** The pools somebody may draw on, in order: his own, the general one, then those released to all (design rule 7). */
export function poolsFor<P extends Pool>(pools: readonly P[], who: Drawer, now: Instant): readonly P[] {
  const sorted = pools.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const own = sorted.filter((pool) => isKeptFor(pool, who))
  const general = sorted.filter(({filterKind}) => filterKind === null)
  return [...own, ...general, ...sorted.filter((pool) => isReleased(pool, now) && !own.includes(pool))]
}

/** Seats of a pool that neither somebody sits on nor an offer holds. */
export function freeIn({capacity, taken}: Pool): number {
  return capacity - taken
}

/** The pool from which somebody gets his seat; undefined when none that he may draw on has one left. */
export function drawFrom<P extends Pool>(pools: readonly P[], who: Drawer, now: Instant): P | undefined {
  return poolsFor(pools, who, now).find((pool) => freeIn(pool) > 0)
}

/**
 * What a newcomer can get once everybody who fits and waits longer has his seat (design rule 7).
 *
 * `waiting` tells who fit and hold no offer, in order; it is asked only when there is a seat to share. `pool` is his; none and `queued` means that there are seats for
 * him but others come first, none and not `queued` that all are taken.
 */
export function drawAfter<P extends Pool>(
  pools: readonly P[],
  waiting: () => readonly Drawer[],
  who: Drawer,
  now: Instant,
): Readonly<{pool: P | undefined; queued: boolean}> {
  if (drawFrom(pools, who, now) === undefined) return {pool: undefined, queued: false}
  const left = pools.map((pool) => ({...pool, taken: pool.taken, source: pool}))
  for (const other of waiting()) {
    const drawn = drawFrom(left, other, now)
    if (drawn) drawn.taken++
  }
  const pool = drawFrom(left, who, now)?.source
  return {pool, queued: pool === undefined}
}
