import type {Context} from '../../context.ts'
import type {Reason} from '../../errors.ts'
import type {PeriodId, PersonId, PlanId, SessionExamId} from '../../ids.ts'
import type {Person, Room} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {overlaps, type Span} from '../../time.ts'
import type {PlannedSession} from './plan-body.ts'
import {codesInUse, numbered} from '../sessions/session-code.ts'
import {addSessionRows, sessionRows} from '../sessions/session-rows.ts'
import type {SessionWish, WishedDuty} from '../sessions/session-wish.ts'
import type {PlanningStores} from '../store.ts'

/** Who took a room or a person since the plan was checked: `room.taken`, `staff.busy`. Under their locks the answer holds. */
export async function plannedConflicts(stores: PlanningStores, sessions: readonly PlannedSession[]): Promise<Reason[]> {
  const span = around(sessions)
  if (!span) return []
  const bookings = await stores.planning.bookings(
    sessions.map(({roomId}) => roomId),
    span,
  )
  const people = await stores.planning.availability(
    sessions.flatMap((session) => staff(session).map(({personId}) => personId)),
    span,
  )
  const next = 'Undo what was made of the plan, and make it again: ontrac plan undo, ontrac plan make'
  return sessions.flatMap((session): Reason[] => [
    ...bookings
      .filter((booking) => booking.roomId === session.roomId && overlaps(booking, session))
      .map(({session: other, title}) => ({
        code: 'room.taken',
        message: `Room ${session.room} was taken meanwhile, by ${other ?? `"${title}"`}. ${next}`,
        details: {session: session.code},
      })),
    ...staff(session)
      .filter(({personId}) => people.get(personId)?.engagements.some((each) => overlaps(each, session)))
      .map(({staff: code}) => ({
        code: 'staff.busy',
        message: `${code} got another duty meanwhile. ${next}`,
        details: {session: session.code, staff: code},
      })),
  ])
}

export type NewSessions = Readonly<{
  plan: PlanId
  periodId: PeriodId
  sessions: readonly PlannedSession[]
  bookedBy: PersonId | null
}>

/** Makes sessions of a plan, with the ids that its certificates name, in a number of statements that does not grow with them. */
export async function addPlanned(
  ctx: Context<PlanningStores>,
  stores: PlanningStores,
  {plan, periodId, sessions, bookedBy}: NewSessions,
): Promise<void> {
  if (sessions.length === 0) return
  const taken = await codesInUse(
    stores,
    sessions.map(({code}) => code),
  )
  const wishOf = await wishes(stores, periodId, sessions)
  const rows = sessions.map((session) =>
    sessionRows(ctx.ids, wishOf(session), {
      code: numbered(session.code, taken),
      bookedBy,
      plan,
      session: session.id,
      sessionExams: new Map(
        session.exams.map(({examId, sessionExamId}): [string, SessionExamId] => [examId, sessionExamId]),
      ),
    }),
  )
  await addSessionRows(stores, rows)
}

async function wishes(
  stores: PlanningStores,
  periodId: PeriodId,
  sessions: readonly PlannedSession[],
): Promise<(session: PlannedSession) => SessionWish> {
  const {zone} = await theInstitution(stores)
  const period = await stores.periods.get(periodId)
  const rooms = byId(await stores.rooms.all({id: sessions.map(({roomId}) => roomId)}))
  const exams = byId(
    await stores.exams.history({id: distinct(sessions.flatMap((session) => session.exams.map(({examId}) => examId)))}),
  )
  const versions = byId(
    await stores.examVersions.history({
      id: distinct(sessions.flatMap((session) => session.exams.map(({versionId}) => versionId))),
    }),
  )
  const people = byId(
    await stores.persons.history({
      id: distinct(sessions.flatMap((session) => staff(session).map(({personId}) => personId))),
    }),
  )
  return (session) => ({
    id: null,
    period,
    kind: 'cluster',
    room: rooms.get(session.roomId) as Room,
    location: null,
    place: '',
    moment: {on: session.on, from: session.from, minutes: session.minutes, zone},
    span: session,
    parts: [],
    exams: session.exams.map(({examId, versionId}) => ({exam: exams.get(examId)!, version: versions.get(versionId)!})),
    duties: staff(session).map(({personId, duty}): WishedDuty => ({person: people.get(personId) as Person, duty})),
    capacity: session.capacity,
    shares: [],
  })
}

function staff({lead, invigilators}: PlannedSession) {
  return [
    ...(lead ? [{...lead, duty: 'lead' as const}] : []),
    ...invigilators.map((each) => ({...each, duty: 'invigilator' as const})),
  ]
}

function around(sessions: readonly PlannedSession[]): Span | undefined {
  const starts = sessions.map(({startsAt}) => startsAt).toSorted()
  const ends = sessions.map(({endsAt}) => endsAt).toSorted()
  const [startsAt, endsAt] = [starts[0], ends.at(-1)]
  return startsAt && endsAt ? {startsAt, endsAt} : undefined
}

function byId<T extends {readonly id: string}>(rows: readonly T[]): ReadonlyMap<T['id'], T> {
  return new Map(rows.map((row) => [row.id, row]))
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
