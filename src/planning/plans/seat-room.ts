import type {PersonId, SessionId} from '../../ids.ts'
import type {Instant} from '../../time.ts'
import type {SeatPool, Session} from '../model.ts'
import type {PlanningStores, UnplacedDemand} from '../store.ts'

/** How many seats of a session can be given out. */
export type SeatRoom = Readonly<{
  /** Everybody's. */
  seats: number
  /** Computers that are in use by others already. */
  digital: number
  /** Those that are kept for some, and for whom. */
  kept: readonly Readonly<{seats: number; persons: ReadonlySet<PersonId>}>[]
}>

type RoomOf = (session: Pick<Session, 'id'>) => SeatRoom
const NONE: SeatRoom = {seats: 0, digital: 0, kept: []}

/** What is left when everybody who has a seat, an offer or a place in an applied plan keeps it. */
export async function seatsLeft(stores: PlanningStores, sessions: readonly SessionId[]): Promise<RoomOf> {
  const loads = await stores.planning.loads(sessions)
  return ({id}) => {
    const load = loads.get(id)
    return load ? {seats: Math.max(0, load.open - load.promised), digital: load.digital, kept: []} : NONE
  }
}

/** Every seat but those on offer, and those of students who are not among `demand`. Released seats are everybody's. */
export async function standingSeats(
  stores: PlanningStores,
  now: Instant,
  sessions: readonly SessionId[],
  demand: readonly UnplacedDemand[],
): Promise<RoomOf> {
  const pools = Map.groupBy(await poolsOf(stores, sessions), ({sessionId}) => sessionId)
  const among = new Set(demand.flatMap(({personId, seatedIn}) => (seatedIn ? [`${seatedIn} ${personId}`] : [])))
  const seats = await stores.planning.seatsOf(sessions)
  const ofPool = Map.groupBy(
    seats.filter(({sessionId, personId}) => among.has(`${sessionId} ${personId}`)),
    ({poolId}) => poolId,
  )
  const keptFor = await filters(stores, [...pools.values()].flat(), demand)
  const usable = ({id, capacity, taken}: SeatPool): number => capacity - taken + (ofPool.get(id)?.length ?? 0)
  return ({id}) => {
    const own = pools.get(id) ?? []
    const isKept = ({filterKind, releasesAt}: SeatPool): boolean =>
      filterKind !== null && (releasesAt === null || releasesAt > now)
    return {
      seats: own.filter((pool) => !isKept(pool)).reduce((sum, pool) => sum + usable(pool), 0),
      digital: 0,
      kept: own.filter(isKept).map((pool) => ({seats: usable(pool), persons: keptFor(pool)})),
    }
  }
}

async function poolsOf(stores: PlanningStores, sessions: readonly SessionId[]): Promise<SeatPool[]> {
  const pools: SeatPool[] = []
  for (let i = 0; i < sessions.length; i += 1_000)
    pools.push(...(await stores.pools.all({sessionId: sessions.slice(i, i + 1_000)})))
  return pools
}

/** For whom the seats of each pool are kept. */
async function filters(
  stores: PlanningStores,
  pools: readonly SeatPool[],
  demand: readonly UnplacedDemand[],
): Promise<(pool: SeatPool) => ReadonlySet<PersonId>> {
  const groups = pools.flatMap(({filterKind, filterId}) => (filterKind === 'group' && filterId ? [filterId] : []))
  const members = Map.groupBy(
    groups.length === 0 ? [] : await stores.groupMembers.all({groupId: [...new Set(groups)] as never[]}),
    ({groupId}) => groupId as string,
  )
  const persons = (fits: (one: UnplacedDemand) => boolean): ReadonlySet<PersonId> =>
    new Set(demand.filter(fits).map(({personId}) => personId))
  return ({filterKind, filterId}) => {
    switch (filterKind) {
      case 'exam':
        return persons(({examId}) => examId === filterId)
      case 'location':
        return persons(({locationId}) => locationId === filterId)
      case 'group':
        return new Set((members.get(filterId ?? '') ?? []).map(({personId}) => personId))
      case null:
        return new Set()
    }
  }
}
