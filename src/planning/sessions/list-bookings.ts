import {z} from 'zod'
import type {Context} from '../../context.ts'
import type {Room} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {parsed} from '../../parsed.ts'
import {day, plusDays, startOfDay} from '../../time.ts'
import type {BookingLine} from './reserve-room.ts'
import type {PlanningStores} from '../store.ts'

/** `of` is the code of a room or of a location; `days` counts from `on`, that day included. */
export const ListBookings = z.strictObject({
  of: z.string().min(1),
  on: z.string(),
  days: z.int().min(1).max(366).default(1),
})

/** What takes rooms in some days, by start and room. @throws ExamError `room.not-found` */
export async function listBookings(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ListBookings>,
): Promise<readonly BookingLine[]> {
  const wanted = parsed(ListBookings, input)
  return ctx.read('plan.read', async (stores) => {
    const {zone} = await theInstitution(stores)
    const rooms = await roomsOf(stores, wanted.of)
    const on = day(wanted.on)
    const span = {startsAt: startOfDay(on, zone), endsAt: startOfDay(plusDays(on, wanted.days), zone)}
    const codes = new Map(rooms.map(({id, code}) => [id, code]))
    const bookings = await stores.planning.bookings([...codes.keys()], span)
    return bookings
      .map((booking) => ({...booking, room: codes.get(booking.roomId) ?? ''}))
      .toSorted((a, b) => (`${a.startsAt} ${a.room}` < `${b.startsAt} ${b.room}` ? -1 : 1))
  })
}

async function roomsOf(stores: PlanningStores, key: string): Promise<readonly Room[]> {
  const location = await stores.locations.find(key)
  return location ? stores.rooms.all({locationId: location.id}) : [await stores.rooms.get(key)]
}
