import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {RoomId} from '../../ids.ts'
import type {Room} from '../../institution/model.ts'
import {parsed} from '../../parsed.ts'
import type {RoomBooking, Session} from '../../planning/model.ts'
import {dayOf, type Instant, minutesBetween, type Span, timeOf} from '../../time.ts'
import {fixLists} from '../lists/fixed-lists.ts'
import {atDesk, type Desk} from './report-desk.ts'
import type {DeliveryStores} from '../store.ts'

export const MoveRoom = z.strictObject({session: z.string(), room: z.string(), reason: z.string().trim().min(1)})

export type MovedRoom = Readonly<{session: string; from: string | null; to: string; listVersion: number}>

/**
 * Moves a session that is under way to another room: the new room is booked from now, the old one free, and the lists get a
 * next version.
 *
 * @throws ExamError `report.refused` with `room.same`, `room.taken`, `room.blocked`, `room.too-few-seats`,
 *   `room.too-few-computers`; `room.not-found`; as `atDesk`, for the lead
 */
export async function moveRoom(ctx: Context<DeliveryStores>, input: z.input<typeof MoveRoom>): Promise<MovedRoom> {
  const {session, room: code, reason} = parsed(MoveRoom, input)
  const {id: roomId} = await ctx.read('catalogue.read', ({rooms}) => rooms.get(code))
  return atDesk(ctx, {deed: 'report.control', session, post: 'lead', reason, lock: {room: [roomId]}}, async (desk) => {
    const room = await desk.stores.rooms.get(roomId)
    const from = desk.session.roomId
    const rest = {
      startsAt: latest(desk.entry.now, desk.session.startsAt),
      endsAt: latest(desk.entry.now, desk.session.endsAt),
    }
    refuseIfAny('report', await reasonsAgainst(desk, room, rest))
    await rebook(desk, {roomId, bookingId: ctx.ids.next<string>(), rest})
    await desk.stores.sessions.change(desk.session.id, {roomId, locationId: room.locationId})
    const session = await desk.stores.sessions.get(desk.session.id)
    const {version} = await fixLists(desk.stores, desk.entry, {session, ids: ctx.ids, hash: ctx.hash})
    return {
      facts: [{kind: 'room-moved', detail: {from, to: roomId}, text: reason}],
      answer: {session: session.code, from: await codeOf(desk.stores, from), to: room.code, listVersion: version},
    }
  })
}

async function reasonsAgainst({stores, session, roster}: Desk, room: Room, rest: Span): Promise<readonly Reason[]> {
  const reasons: Reason[] = []
  const because = (reason: string, message: string): void =>
    void reasons.push({code: reason, message, details: {room: room.code}})
  if (room.id === session.roomId) because('room.same', `${session.code} is in ${room.code} already.`)
  const bookings = rest.startsAt < rest.endsAt ? await stores.planning.bookings([room.id], rest) : []
  for (const {session: other, title} of bookings.filter(({sessionId}) => sessionId !== session.id))
    because(
      'room.taken',
      `Room ${room.code} is taken by ${other ?? title} until the session ends; choose another room.`,
    )
  if ((await stores.planning.blocks([room.id], [room.locationId], rest)).length > 0)
    because('room.blocked', `Room ${room.code} is not available now; choose another room.`)
  const students = new Set(roster.map(({person}) => person.id)).size
  const atComputers = new Set(
    roster.filter(({exam}) => exam.form === 'digital' || exam.form === 'listening').map(({person}) => person.id),
  ).size
  if (students > room.examSeats)
    because('room.too-few-seats', `Room ${room.code} has ${room.examSeats} exam seats, ${students} are needed.`)
  if (atComputers > room.computers)
    because('room.too-few-computers', `Room ${room.code} has ${room.computers} computers, ${atComputers} are needed.`)
  return reasons
}

/** What the old room was used for until now stays booked; the rest of the time is booked in the new one. */
async function rebook(
  {stores, entry, session}: Desk,
  {roomId, bookingId, rest}: Readonly<{roomId: RoomId; bookingId: string; rest: Span}>,
): Promise<void> {
  const held = await stores.bookings.all({sessionId: session.id})
  for (const booking of held.filter(({endsAt}) => endsAt > rest.startsAt))
    await stores.bookings.change(booking.id, shortened(booking, rest.startsAt, entry))
  if (rest.startsAt >= rest.endsAt) return
  await stores.bookings.add([
    {
      id: bookingId,
      roomId,
      sessionId: session.id,
      title: session.code,
      bookedBy: entry.person,
      ...whenOf(session, rest),
      endedAt: null,
    },
  ])
}

function shortened(booking: RoomBooking, until: Instant, {now}: Entry): Partial<RoomBooking> {
  if (booking.startsAt >= until) return {endedAt: now}
  return {endsAt: until, minutes: minutesBetween(booking.startsAt, until)}
}

function whenOf(
  {zone}: Session,
  {startsAt, endsAt}: Span,
): Pick<RoomBooking, 'onDate' | 'fromTime' | 'minutes' | 'zone' | 'startsAt' | 'endsAt'> {
  return {
    onDate: dayOf(startsAt, zone),
    fromTime: timeOf(startsAt, zone),
    minutes: minutesBetween(startsAt, endsAt),
    zone,
    startsAt,
    endsAt,
  }
}

function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}

async function codeOf({rooms}: DeliveryStores, id: RoomId | null): Promise<string | null> {
  if (id === null) return null
  const [room] = await rooms.history({id})
  return room?.code ?? null
}
