import type {Context, Entry} from '../../context.ts'
import {needsComputer} from '../../planning/sessions/room-features.ts'
import {bookingRows, columns} from '../../planning/sessions/session-rows.ts'
import {locationIdOf, type SessionWish} from '../../planning/sessions/session-wish.ts'
import {type Day, day, plusDays, spanOf, wallTime} from '../../time.ts'
import type {Room} from '../../institution/model.ts'
import type {MoveSession} from './move-session.ts'
import {shifted} from './moved-students.ts'
import {OFFER_SEATS} from '../seats/save-book.ts'
import type {SessionAtHand} from './session-change.ts'
import type {EnrolmentStores} from '../store.ts'

/**
 * The session as it would be. Further days of one that lasts several go along by as many days; a room as full as it could be
 * is filled as far as the new one can.
 */
export async function movedWish(
  stores: EnrolmentStores,
  {session, held}: SessionAtHand,
  wanted: MoveSession,
): Promise<SessionWish> {
  const {zone} = held.moment
  const moment = {
    on: wanted.on === undefined ? held.moment.on : day(wanted.on),
    from: wanted.from === undefined ? held.moment.from : wallTime(wanted.from),
    minutes: wanted.minutes ?? held.moment.minutes,
    zone,
  }
  const room = wanted.room === undefined ? held.room : await stores.rooms.get(wanted.room)
  const days = daysBetween(session.onDate, moment.on)
  return {
    ...held,
    room,
    location: room ? await stores.locations.get(room.locationId) : held.location,
    place: wanted.place ?? held.place,
    moment,
    span: spanOf(moment),
    parts: held.parts.map((part) => {
      const each = {...part.moment, on: plusDays(part.moment.on, days)}
      return {...spanOf(each), moment: each}
    }),
    capacity: capacityIn(held, room),
  }
}

/** Writes a session's new place and time, and all that goes along: parts, room, duties, seats, slots and seats there are. */
export async function rewriteSession(
  ctx: Context<EnrolmentStores>,
  stores: EnrolmentStores,
  entry: Entry,
  hand: SessionAtHand,
  wish: SessionWish,
): Promise<void> {
  const {session, held, seated} = hand
  const {id} = session
  await stores.sessions.change(id, {
    ...columns(wish.moment),
    roomId: wish.room?.id ?? null,
    locationId: locationIdOf(wish),
    place: wish.place,
  })
  await moveParts(stores, hand, wish)
  await stores.bookings.changeAll({sessionId: id}, {endedAt: entry.now})
  await stores.bookings.add(bookingRows(ctx.ids, session, wish, entry.person))
  await stores.duties.changeAll({sessionId: id}, wish.span)
  const times = new Map(seated.map(({startsAt, endsAt}) => [`${startsAt} ${endsAt}`, {startsAt, endsAt}]))
  const change = [...times.values()].map((from) => ({
    from,
    to: {startsAt: shifted(from.startsAt, session, wish), endsAt: shifted(from.endsAt, session, wish)},
  }))
  await stores.planning.retimeSeats(id, change)
  for (const slot of await stores.oralSlots.all({sessionId: id})) {
    const roomId = slot.roomId === session.roomId ? (wish.room?.id ?? null) : slot.roomId
    await stores.oralSlots.change(slot.id, {
      startsAt: shifted(slot.startsAt, session, wish),
      endsAt: shifted(slot.endsAt, session, wish),
      roomId,
    })
  }
  if (wish.capacity !== held.capacity) await resize(stores, entry, session.id, wish.capacity - held.capacity)
}

async function moveParts(stores: EnrolmentStores, {session, held}: SessionAtHand, wish: SessionWish): Promise<void> {
  const parts = await stores.sessionParts.all({sessionId: session.id})
  for (const part of parts) {
    const further = held.parts.findIndex(({startsAt}) => startsAt === part.startsAt)
    const {moment} = wish.parts[further] ?? wish
    const {zone: _, ...times} = columns(moment)
    await stores.sessionParts.change(part.id, {...times, place: wish.place})
  }
}

/** What is kept for some stays; the seats that are everybody's become more or fewer. */
async function resize(
  stores: EnrolmentStores,
  {now}: Entry,
  session: SessionAtHand['session']['id'],
  change: number,
): Promise<void> {
  const general = (await stores.pools.all({sessionId: session})).find(({filterKind}) => filterKind === null)
  if (!general) return
  await stores.pools.change(general.id, {capacity: Math.max(general.taken, general.capacity + change)})
  if (change > 0) await stores.jobs.plan([{kind: OFFER_SEATS, key: session, payload: {session}, dueAt: now}])
}

function capacityIn(held: SessionWish, room: Room | null): number {
  if (!room || held.kind === 'oral' || room.id === held.room?.id) return held.capacity
  const digital = held.exams.some(({exam}) => needsComputer(exam))
  const usable = (which: Room): number => (digital ? Math.min(which.examSeats, which.computers) : which.examSeats)
  const filled = held.room !== null && held.capacity === usable(held.room)
  return filled ? usable(room) : Math.min(held.capacity, usable(room))
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
