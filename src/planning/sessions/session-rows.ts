import type {Ids} from '../../ports.ts'
import type {PersonId, PlanId, PoolId, SessionExamId, SessionId} from '../../ids.ts'
import {type Instant, type Moment, type Span, spanOf} from '../../time.ts'
import type {RoomBooking, SeatPool, Session, SessionDuty, SessionExam, SessionPart} from '../model.ts'
import {locationIdOf, type SessionWish} from './session-wish.ts'
import type {PlanningStores} from '../store.ts'

/** A session with all that stands under it. */
export type SessionRows = Readonly<{
  session: Session
  parts: readonly SessionPart[]
  exams: readonly SessionExam[]
  pools: readonly SeatPool[]
  duties: readonly SessionDuty[]
  bookings: readonly RoomBooking[]
}>

type Naming = Readonly<{
  code: string
  bookedBy: PersonId | null
  plan?: PlanId
  /** Ids given out before, by a plan whose certificate names them. */
  session?: SessionId
  sessionExams?: ReadonlyMap<string, SessionExamId>
  /** When kept seats become everybody's. */
  releasesAt?: Instant
}>

/** The rows of a wished session, in state planned. Pure, but for the ids. */
export function sessionRows(ids: Ids, wish: SessionWish, naming: Naming): SessionRows {
  const sessionId = naming.session ?? ids.next<SessionId>()
  const session: Session = {
    id: sessionId,
    code: naming.code,
    periodId: wish.period.id,
    kind: wish.kind,
    state: 'planned',
    locationId: locationIdOf(wish),
    roomId: wish.room?.id ?? null,
    place: wish.place,
    ...columns(wish.moment),
    listVersion: 0,
    planId: naming.plan ?? null,
    publishedAt: null,
    finalAt: null,
    endedAt: null,
    version: 1,
  }
  return {
    session,
    parts: wish.parts.length === 0 ? [] : [wish, ...wish.parts].map(({moment}) => partRow(ids, session, moment)),
    exams: wish.exams.map(({exam, version}, position) => ({
      id: naming.sessionExams?.get(exam.id) ?? ids.next<SessionExamId>(),
      sessionId,
      examId: exam.id,
      examVersionId: version.id,
      position,
      endedAt: null,
    })),
    pools: poolRows(ids, sessionId, wish, naming.releasesAt ?? null),
    duties: wish.duties.map(({person, duty}) => dutyRow(ids, session, person.id, duty)),
    bookings: wish.room ? bookingRows(ids, session, wish, naming.bookedBy) : [],
  }
}

/** Writes sessions with all that stands under them; locks and checks come before. */
export async function addSessionRows(stores: PlanningStores, rows: readonly SessionRows[]): Promise<void> {
  await stores.sessions.add(rows.map(({session}) => session))
  await stores.sessionParts.add(rows.flatMap(({parts}) => parts))
  await stores.sessionExams.add(rows.flatMap(({exams}) => exams))
  await stores.pools.add(rows.flatMap(({pools}) => pools))
  await stores.duties.add(rows.flatMap(({duties}) => duties))
  await stores.bookings.add(rows.flatMap(({bookings}) => bookings))
}

/** A duty for the time of its session; its further days follow from the session's parts. */
export function dutyRow(ids: Ids, session: Session, personId: PersonId, duty: SessionDuty['duty']): SessionDuty {
  return {
    id: ids.next<string>(),
    sessionId: session.id,
    personId,
    duty,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    endedAt: null,
  }
}

/** The room is taken at each of the session's times. */
export function bookingRows(
  ids: Ids,
  session: Session,
  wish: Pick<SessionWish, 'room' | 'moment' | 'parts'>,
  bookedBy: PersonId | null,
): RoomBooking[] {
  const {room} = wish
  if (!room) return []
  return [wish, ...wish.parts].map(({moment}) => ({
    id: ids.next<string>(),
    roomId: room.id,
    sessionId: session.id,
    title: session.code,
    bookedBy,
    ...columns(moment),
    endedAt: null,
  }))
}

/** A planned time as tables keep it: the wall clock, and the instants that follow from it (design rule 4). */
export function columns(
  moment: Moment,
): Span & Readonly<{onDate: Moment['on']; fromTime: Moment['from']; minutes: number; zone: string}> {
  return {onDate: moment.on, fromTime: moment.from, minutes: moment.minutes, zone: moment.zone, ...spanOf(moment)}
}

function partRow(ids: Ids, session: Session, moment: Moment): SessionPart {
  const {zone: _, ...times} = columns(moment)
  return {id: ids.next<string>(), sessionId: session.id, ...times, place: session.place, endedAt: null}
}

/** One general pool for all, less what is kept for some. */
function poolRows(
  ids: Ids,
  sessionId: SessionId,
  {capacity, shares}: SessionWish,
  releasesAt: Instant | null,
): SeatPool[] {
  const kept = shares.reduce((sum, {seats}) => sum + seats, 0)
  const pool = (seats: number, share?: SessionWish['shares'][number]): SeatPool => ({
    id: ids.next<PoolId>(),
    sessionId,
    capacity: seats,
    taken: 0,
    filterKind: share?.kind ?? null,
    filterId: share?.id ?? null,
    releasesAt: share ? releasesAt : null,
    endedAt: null,
    version: 1,
  })
  return [pool(capacity - kept), ...shares.map((share) => pool(share.seats, share))]
}
