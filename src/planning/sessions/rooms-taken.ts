import type {Context} from '../../context.ts'
import type {Block, Room} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {type Day, dayOf, type Instant, plusDays, type Span, startOfDay, timeOf, type WallTime} from '../../time.ts'
import type {PlanningStores} from '../store.ts'

/** A time at which a room cannot be planned: it is blocked, reserved, or a session stands in it. */
export type TakenRoom = Readonly<{
  room: string
  on: Day
  from: WallTime
  startsAt: Instant
  endsAt: Instant
  by: 'block' | 'reservation' | 'session'
  /** Why it is blocked or what it is reserved for; the code of the session. */
  title: string
}>

/** What takes the rooms of the school from one day until another, that day included, of whatever period; by start. */
export async function roomsTaken(
  ctx: Context<PlanningStores>,
  {from, to}: Readonly<{from: Day; to: Day}>,
): Promise<readonly TakenRoom[]> {
  return ctx.read('plan.read', async (stores) => {
    const {zone} = await theInstitution(stores)
    const span: Span = {startsAt: startOfDay(from, zone), endsAt: startOfDay(plusDays(to, 1), zone)}
    const rooms = await stores.rooms.all()
    const ids = rooms.map(({id}) => id)
    const locations = [...new Set(rooms.map(({locationId}) => locationId))]
    const blocks = await stores.planning.blocks(ids, locations, span)
    const bookings = await stores.planning.bookings(ids, span)
    const codes = new Map(rooms.map(({id, code}) => [id, code]))
    const taken = [
      ...blocks.flatMap((block) => blocked(block, rooms, zone)),
      ...bookings.map(({roomId, onDate, fromTime, startsAt, endsAt, session, title}): TakenRoom => ({
        room: codes.get(roomId) ?? '',
        on: onDate,
        from: fromTime,
        startsAt,
        endsAt,
        by: session === null ? 'reservation' : 'session',
        title: session ?? title,
      })),
    ]
    return taken.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  })
}

/** A block of a location is one of each of its rooms. */
function blocked(
  {roomId, locationId, startsAt, endsAt, title}: Block,
  rooms: readonly Room[],
  zone: string,
): readonly TakenRoom[] {
  const start = {on: dayOf(startsAt, zone), from: timeOf(startsAt, zone)}
  const of = rooms.filter((room) => room.id === roomId || (roomId === null && room.locationId === locationId))
  return of.map(({code}) => ({room: code, ...start, startsAt, endsAt, by: 'block', title}))
}
