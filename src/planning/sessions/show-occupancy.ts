import type {Context} from '../../context.ts'
import type {PlanningStores, RoomDay} from '../store.ts'

/** A room on a day, by codes; `seats` of all its sessions together, `taken` those given out or on offer. */
export type OccupiedDay = Omit<RoomDay, 'roomId'> & Readonly<{room: string; location: string}>

/** How full the rooms of a period are; days in which nothing takes place in a room are left out. */
export type Occupancy = Readonly<{period: string; days: readonly OccupiedDay[]}>

/** Use of rooms in a period by location, room and day (feature C7), of one location or all. @throws ExamError `period.not-found`, `location.not-found` */
export async function showOccupancy(
  ctx: Context<PlanningStores>,
  {period: key, location}: Readonly<{period: string; location?: string | undefined}>,
): Promise<Occupancy> {
  return ctx.read('demand.read', async (stores) => {
    const period = await stores.periods.get(key)
    const only = location === undefined ? undefined : (await stores.locations.get(location)).id
    const rooms = new Map((await stores.rooms.history()).map((room) => [room.id, room]))
    const locations = new Map((await stores.locations.history()).map(({id, code}) => [id, code]))
    const days = (await stores.planning.occupancy(period.id)).flatMap(({roomId, ...day}): OccupiedDay[] => {
      const room = rooms.get(roomId)
      if (room === undefined || (only !== undefined && room.locationId !== only)) return []
      return [{room: room.code, location: locations.get(room.locationId) ?? '', ...day}]
    })
    return {period: period.code, days: days.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))}
  })
}

function place({location, room, on}: OccupiedDay): string {
  return `${location} ${room} ${on}`
}
