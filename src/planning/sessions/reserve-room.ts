import {z} from 'zod'
import type {Access, Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import type {Room} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {parsed} from '../../parsed.ts'
import {day, spanOf, timeOf, wallTime} from '../../time.ts'
import type {RoomBooking} from '../model.ts'
import {columns} from './session-rows.ts'
import type {PlanningStores} from '../store.ts'

export const ReserveRoom = z.strictObject({
  room: z.string().min(1),
  on: z.string(),
  from: z.string(),
  minutes: z.int().min(1).max(1440),
  title: z.string().trim().min(1).max(200),
})

/** A booking with its room's code; `session` is null for a reservation. */
export type BookingLine = RoomBooking & Readonly<{room: string; session: string | null}>

/**
 * Keeps a room free for something else than a session of the planner (feature P6). Checked under the room's lock.
 *
 * @throws ExamError `booking.refused` with `room.taken`, `room.blocked`, `location.blocked`, `room.ended`; `room.not-yours`
 */
export async function reserveRoom(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ReserveRoom>,
): Promise<BookingLine> {
  const wanted = parsed(ReserveRoom, input)
  const found = await ctx.read('catalogue.read', ({rooms}) => rooms.get(wanted.room))
  return ctx.write('room.reserve', {lock: {room: [found.id]}}, async (stores, entry) => {
    const {zone} = await theInstitution(stores)
    const room = await stores.rooms.get(found.id)
    requireRoom(entry, room)
    const moment = {on: day(wanted.on), from: wallTime(wanted.from), minutes: wanted.minutes, zone}
    refuseIfAny('booking', await takenReasons(stores, room, moment))
    const booking: RoomBooking = {
      id: ctx.ids.next<string>(),
      roomId: room.id,
      sessionId: null,
      title: wanted.title,
      bookedBy: entry.person,
      ...columns(moment),
      endedAt: null,
    }
    await stores.bookings.add([booking])
    entry.note({
      about: ['room', room.id],
      facts: {room: room.code, startsAt: booking.startsAt, minutes: booking.minutes},
      text: wanted.title,
    })
    return {...booking, room: room.code, session: null}
  })
}

/** A planner keeps rooms of his locations only. @throws ExamError `room.not-yours` */
function requireRoom({role, scope}: Access, {code, locationId}: Room): void {
  if (role !== 'planner' || !scope.locationIds?.length || scope.locationIds.includes(locationId)) return
  throw new ExamError(
    'forbidden',
    'room.not-yours',
    `Room ${code} lies at a location that you do not plan for; ask the exam office.`,
  )
}

async function takenReasons(
  stores: PlanningStores,
  room: Room,
  moment: Parameters<typeof spanOf>[0],
): Promise<Reason[]> {
  const span = spanOf(moment)
  const taken = await stores.planning.bookings([room.id], span)
  const blocks = await stores.planning.blocks([room.id], [room.locationId], span)
  const clock = (at: RoomBooking['startsAt']): string => timeOf(at, moment.zone)
  return [
    ...(room.endedAt
      ? [{code: 'room.ended', message: `Room ${room.code} is no longer in use; choose another room.`}]
      : []),
    ...taken.map(({session, title, startsAt, endsAt}) => ({
      code: 'room.taken',
      message: `Room ${room.code} is ${session === null ? `reserved for "${title}"` : `taken by session ${session}`} at ${clock(startsAt)}–${clock(endsAt)}.`,
      details: {session},
    })),
    ...blocks.map(({kind, startsAt, endsAt}) => ({
      code: `${kind}.blocked`,
      message: `Room ${room.code} is not available at ${clock(startsAt)}–${clock(endsAt)}.`,
    })),
  ]
}
