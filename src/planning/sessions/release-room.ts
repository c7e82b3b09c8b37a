import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {parsed} from '../../parsed.ts'
import {day, spanOf, wallTime} from '../../time.ts'
import type {RoomBooking} from '../model.ts'
import type {BookingLine} from './reserve-room.ts'
import type {PlanningStores} from '../store.ts'

/** The reservation of a room that is under way at this time; its first minute will do. */
export const ReleaseRoom = z.strictObject({room: z.string().min(1), on: z.string(), from: z.string()})

/**
 * Ends a reservation. A session's booking ends with its session only; a teacher or planner ends what he made himself.
 *
 * @throws ExamError `booking.not-found`; `booking.refused` with `booking.of-session`, `booking.not-yours`
 */
export async function releaseRoom(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ReleaseRoom>,
): Promise<BookingLine> {
  const wanted = parsed(ReleaseRoom, input)
  const room = await ctx.read('catalogue.read', ({rooms}) => rooms.get(wanted.room))
  return ctx.write('room.release', {lock: {room: [room.id]}}, async (stores, entry) => {
    const {zone} = await theInstitution(stores)
    const span = spanOf({on: day(wanted.on), from: wallTime(wanted.from), minutes: 1, zone})
    const [booking] = await stores.planning.bookings([room.id], span)
    if (!booking) {
      const message = `Room ${room.code} is free then. See what is booked with: ontrac room bookings ${room.code} --on ${wanted.on}`
      throw new ExamError('not-found', 'booking.not-found', message)
    }
    refuseIfAny('booking', [...ofSession(booking), ...notYours(booking, entry)])
    await stores.bookings.change(booking.id, {endedAt: entry.now})
    entry.note({about: ['room', room.id], facts: {room: room.code, startsAt: booking.startsAt}})
    return {...booking, room: room.code, endedAt: entry.now}
  })
}

function ofSession({session}: Readonly<{session: string | null}>): Reason[] {
  if (session === null) return []
  return [
    {
      code: 'booking.of-session',
      message: `The room is taken by session ${session}; move or cancel it: ontrac session move ${session}`,
    },
  ]
}

function notYours({bookedBy}: RoomBooking, {role, person}: Readonly<{role: string; person: string | null}>): Reason[] {
  if (role === 'office' || bookedBy === person) return []
  return [
    {code: 'booking.not-yours', message: 'Somebody else made this reservation; ask that person or the exam office.'},
  ]
}
