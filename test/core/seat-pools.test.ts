import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {
  drawAfter,
  drawFrom,
  type Drawer,
  freeIn,
  isKeptFor,
  isReleased,
  type Pool,
  poolsFor,
} from '../../src/enrolment/seats/seat-pools.ts'
import type {ExamId, GroupId, LocationId, PoolId} from '../../src/ids.ts'
import type {Instant} from '../../src/time.ts'

const NOW = '2026-11-02T08:00:00.000Z' as Instant
const GROUPS = ['G1', 'G2', 'G3'].map((group) => group as GroupId)

const pool = (id: string, row: Partial<Pool> = {}): Pool => ({
  id: id as PoolId,
  capacity: 1,
  taken: 0,
  filterKind: null,
  filterId: null,
  releasesAt: null,
  ...row,
})
const share = (id: string, group: GroupId, row: Partial<Pool> = {}): Pool =>
  pool(id, {filterKind: 'group', filterId: group, ...row})
const student = (...groupIds: GroupId[]): Drawer => ({examId: 'E1' as ExamId, groupIds, locationId: null})

describe('shares of seats', () => {
  test('are drawn on before the general seats, and those of others not at all', () => {
    const pools = [pool('general'), share('a', 'G1' as GroupId), share('b', 'G2' as GroupId)]
    expect(poolsFor(pools, student('G1' as GroupId), NOW).map(({id}) => id)).toEqual(['a', 'general'])
    expect(poolsFor(pools, student(), NOW).map(({id}) => id)).toEqual(['general'])
  })

  test('may be kept for an exam or a location as well', () => {
    const who: Drawer = {examId: 'E1' as ExamId, groupIds: [], locationId: 'L1' as LocationId}
    expect(isKeptFor(pool('x', {filterKind: 'exam', filterId: 'E1'}), who)).toBe(true)
    expect(isKeptFor(pool('x', {filterKind: 'exam', filterId: 'E2'}), who)).toBe(false)
    expect(isKeptFor(pool('x', {filterKind: 'location', filterId: 'L1'}), who)).toBe(true)
    expect(isKeptFor(pool('x', {filterKind: 'location', filterId: 'L1'}), {...who, locationId: null})).toBe(false)
  })

  test('are open to all from the moment at which they are released', () => {
    const later = '2026-11-02T08:00:00.001Z' as Instant
    expect(isReleased(share('a', 'G1' as GroupId, {releasesAt: NOW}), NOW)).toBe(true)
    expect(isReleased(share('a', 'G1' as GroupId, {releasesAt: later}), NOW)).toBe(false)
    expect(drawFrom([share('a', 'G1' as GroupId, {releasesAt: NOW})], student(), NOW)?.id).toBe('a')
  })

  test('keep a newcomer behind those who wait longer, as far as they want the same seats', () => {
    const pools = [pool('general'), share('a', 'G1' as GroupId)]
    expect(drawAfter(pools, () => [student()], student(), NOW)).toEqual({pool: undefined, queued: true})
    expect(drawAfter(pools, () => [student()], student('G1' as GroupId), NOW).pool?.id).toBe('a')
    expect(drawAfter([pool('general', {taken: 1})], () => [student()], student(), NOW)).toEqual({
      pool: undefined,
      queued: false,
    })
  })
})

describe('whatever the pools and whoever waits', () => {
  const anyPools = fc
    .array(
      fc.record({
        capacity: fc.integer({min: 0, max: 4}),
        used: fc.integer({min: 0, max: 4}),
        group: fc.option(fc.constantFrom(...GROUPS), {nil: null}),
        released: fc.boolean(),
      }),
      {maxLength: 5},
    )
    .map((rows) =>
      rows.map(({capacity, used, group, released}, i) =>
        pool(`p${i}`, {
          capacity,
          taken: Math.min(used, capacity),
          filterKind: group === null ? null : 'group',
          filterId: group,
          releasesAt: group !== null && released ? NOW : null,
        }),
      ),
    )
  const anyone = fc.subarray([...GROUPS]).map((groups) => student(...groups))

  test('a seat is drawn only where there is one, and only from what he may draw on', () => {
    fc.assert(
      fc.property(anyPools, anyone, (pools, who) => {
        const drawn = drawFrom(pools, who, NOW)
        const his = poolsFor(pools, who, NOW)
        if (drawn) expect(freeIn(drawn)).toBeGreaterThan(0)
        if (drawn) expect(his).toContain(drawn)
        expect(drawn === undefined).toBe(his.every((each) => freeIn(each) <= 0))
      }),
    )
  })

  test('a newcomer never takes a seat that one who waits longer would get', () => {
    fc.assert(
      fc.property(anyPools, fc.array(anyone, {maxLength: 6}), anyone, (pools, waiting, who) => {
        const before = given(pools, waiting)
        const {pool: drawn, queued} = drawAfter(pools, () => waiting, who, NOW)
        const after = given(
          drawn ? pools.map((each) => (each === drawn ? {...each, taken: each.taken + 1} : each)) : pools,
          waiting,
        )
        expect(after).toBe(before)
        expect(queued).toBe(drawn === undefined && drawFrom(pools, who, NOW) !== undefined)
      }),
    )
  })

  /** How many of those who wait get a seat, each in turn. */
  function given(pools: readonly Pool[], waiting: readonly Drawer[]): number {
    const left = pools.map((each) => ({...each}))
    return waiting.filter((who) => {
      const drawn = left.find(({id}) => id === drawFrom(left, who, NOW)?.id)
      if (drawn) Object.assign(drawn, {taken: drawn.taken + 1})
      return drawn !== undefined
    }).length
  }
})
