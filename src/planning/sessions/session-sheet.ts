import type {ExamId, SessionId} from '../../ids.ts'
import {type Instant, timeOf} from '../../time.ts'
import type {Session, SessionDuty} from '../model.ts'
import type {PlanningStores, SessionLoad} from '../store.ts'

/** A session as people read it: every code beside the ids, staff by duty, and how full it is. */
export type SessionSheet = Readonly<{
  id: SessionId
  code: string
  period: string
  kind: Session['kind']
  state: Session['state']
  room: string | null
  location: string | null
  place: string
  on: string
  from: string
  until: string
  minutes: number
  zone: string
  startsAt: Instant
  endsAt: Instant
  parts: readonly Readonly<{on: string; from: string; minutes: number}>[]
  exams: readonly string[]
  lead: string | null
  invigilators: readonly string[]
  others: readonly Readonly<{staff: string; duty: SessionDuty['duty']}>[]
  capacity: number
  taken: number
  /** Students for whom an applied plan holds a place here and who are not seated yet. */
  promised: number
  version: number
}>

/** Makes sheets of many sessions in a fixed number of queries, in the order given. */
export async function sessionSheets(stores: PlanningStores, sessions: readonly Session[]): Promise<SessionSheet[]> {
  const ids = sessions.map(({id}) => id)
  const of = {sessionId: ids}
  const offered = (await stores.sessionExams.history(of)).toSorted((a, b) => a.position - b.position)
  const offeredIn = Map.groupBy(offered, ({sessionId}) => sessionId)
  const exams = new Map(
    (await stores.exams.history({id: distinct(offered.map(({examId}) => examId))})).map(({id, code}) => [id, code]),
  )
  const duties = (await stores.duties.history(of)).filter(({endedAt}) => endedAt === null)
  const dutiesIn = Map.groupBy(duties, ({sessionId}) => sessionId)
  const people = new Map(
    (await stores.persons.history({id: distinct(duties.map(({personId}) => personId))})).map(({id, staffCode}) => [
      id,
      staffCode ?? '',
    ]),
  )
  const partsOf = Map.groupBy(await stores.sessionParts.history(of), ({sessionId}) => sessionId)
  const rooms = new Map((await stores.rooms.history()).map(({id, code}) => [id, code]))
  const locations = new Map((await stores.locations.history()).map(({id, code}) => [id, code]))
  const periods = new Map((await stores.periods.history()).map(({id, code}) => [id, code]))
  const loads = await stores.planning.loads(ids)
  return sessions.map((session) => ({
    ...times(session),
    id: session.id,
    code: session.code,
    period: periods.get(session.periodId) ?? '',
    kind: session.kind,
    state: session.state,
    room: session.roomId && (rooms.get(session.roomId) ?? null),
    location: session.locationId && (locations.get(session.locationId) ?? null),
    place: session.place,
    parts: (partsOf.get(session.id) ?? []).map(({onDate, fromTime, minutes}) => ({
      on: onDate,
      from: fromTime,
      minutes,
    })),
    exams: codes(offeredIn.get(session.id) ?? [], session, exams),
    ...staff(dutiesIn.get(session.id) ?? [], people),
    ...fill(loads.get(session.id)),
    version: session.version,
  }))
}

/** The sheet of one session. */
export async function sessionSheet(stores: PlanningStores, session: Session): Promise<SessionSheet> {
  const [sheet] = await sessionSheets(stores, [session])
  return sheet as SessionSheet
}

function times({onDate, fromTime, minutes, zone, startsAt, endsAt}: Session) {
  return {on: onDate, from: fromTime, until: timeOf(endsAt, zone), minutes, zone, startsAt, endsAt}
}

/** What a session offers; of one that has ended, what it offered at the end. */
function codes(
  offered: readonly Readonly<{examId: ExamId; endedAt: Instant | null}>[],
  session: Session,
  exams: ReadonlyMap<ExamId, string>,
): string[] {
  return offered
    .filter(({endedAt}) => endedAt === null || endedAt === session.endedAt)
    .map(({examId}) => exams.get(examId) ?? '')
}

function staff(duties: readonly SessionDuty[], people: ReadonlyMap<string, string>) {
  const named = duties
    .map(({personId, duty}) => ({staff: people.get(personId) ?? '', duty}))
    .toSorted((a, b) => (a.staff < b.staff ? -1 : 1))
  return {
    lead: named.find(({duty}) => duty === 'lead')?.staff ?? null,
    invigilators: named.filter(({duty}) => duty === 'invigilator').map((each) => each.staff),
    others: named.filter(({duty}) => duty !== 'lead' && duty !== 'invigilator'),
  }
}

function fill(load: SessionLoad | undefined) {
  return {capacity: load?.capacity ?? 0, taken: load?.taken ?? 0, promised: load?.promised ?? 0}
}

function distinct<T>(ids: readonly T[]): T[] {
  return [...new Set(ids)]
}
