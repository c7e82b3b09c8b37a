import type {ExamId, PersonId, SessionId} from '../../ids.ts'
import type {Location, Period, Room} from '../../institution/model.ts'
import type {Instant} from '../../time.ts'
import type {FixedSession} from '../engine/problem.ts'
import type {Session, SessionExam} from '../model.ts'
import {featuresOfRoom} from '../sessions/room-features.ts'
import type {OfferedExam} from '../sessions/session-wish.ts'
import {seatsLeft, type SeatRoom, standingSeats} from './seat-room.ts'
import type {PlanningStores, UnplacedDemand} from '../store.ts'
import type {Timeline} from '../sessions/timeline.ts'

/** A session that is there already and has seats left, with its exams by id. */
export type FixedCase = Readonly<{
  problem: FixedSession
  session: Session
  offers: ReadonlyMap<ExamId, SessionExam>
  /** Seats that are kept for some, where every seat is looked at. */
  kept: readonly Readonly<{seats: number; persons: ReadonlySet<PersonId>}>[]
}>

type Known = Readonly<{
  exams: readonly OfferedExam[]
  rooms: readonly Room[]
  locations: readonly Location[]
  demand: readonly UnplacedDemand[]
}>

/**
 * The sessions of a period whose seats can still be given out, and the starts that each exam has in the period. With
 * `standing` all their seats, those of whoever is in `known.demand` among them; else those that are left.
 */
export async function fixedCases(
  stores: PlanningStores,
  now: Instant,
  period: Period,
  timeline: Timeline,
  known: Known,
  standing = false,
): Promise<Readonly<{sessions: readonly FixedCase[]; starts: ReadonlyMap<ExamId, readonly number[]>}>> {
  const all = (await stores.planning.sessions({period: period.id})).filter(({state}) => state !== 'aborted')
  const offered = Map.groupBy(await offeredIn(stores, all), ({sessionId}) => sessionId)
  const starts = Map.groupBy(
    all.flatMap((session) =>
      (offered.get(session.id) ?? []).map(({examId}) => ({examId, from: timeline.stretch(session)[0]})),
    ),
    ({examId}) => examId,
  )
  const open = all.filter(
    ({kind, state, startsAt}) => kind === 'cluster' && (state === 'planned' || state === 'published') && startsAt > now,
  )
  const ids = open.map(({id}) => id)
  const room = standing ? await standingSeats(stores, now, ids, known.demand) : await seatsLeft(stores, ids)
  const sessions = open.flatMap(
    (session) => caseOf(session, offered.get(session.id) ?? [], room(session), timeline, known) ?? [],
  )
  return {
    sessions,
    starts: new Map([...starts].map(([exam, each]) => [exam, [...new Set(each.map(({from}) => from))]])),
  }
}

function caseOf(
  session: Session,
  offered: readonly SessionExam[],
  {seats, digital, kept}: SeatRoom,
  timeline: Timeline,
  known: Known,
): FixedCase | undefined {
  const index = new Map(known.exams.map(({exam}, i) => [exam.id, i]))
  const room = known.rooms.find(({id}) => id === session.roomId)
  const exams = offered.flatMap(({examId}) => index.get(examId) ?? [])
  if (exams.length === 0 || (seats === 0 && kept.length === 0)) return undefined
  const [from, to] = timeline.stretch(session)
  const problem: FixedSession = {
    key: session.id,
    code: session.code,
    location: known.locations.findIndex(({id}) => id === session.locationId),
    from,
    to,
    exams,
    seats,
    computers: room ? Math.max(0, room.computers - digital) : seats,
    features: room ? featuresOfRoom(room) : [],
  }
  return {problem, session, offers: new Map(offered.map((each) => [each.examId, each])), kept}
}

async function offeredIn(stores: PlanningStores, sessions: readonly Session[]): Promise<SessionExam[]> {
  const rows: SessionExam[] = []
  const ids: SessionId[] = sessions.map(({id}) => id)
  for (let i = 0; i < ids.length; i += 1_000)
    rows.push(...(await stores.sessionExams.all({sessionId: ids.slice(i, i + 1_000)}, {orderBy: 'position'})))
  return rows
}
