import type {PeriodId, SessionExamId, SessionId} from '../ids.ts'
import type {Exam, ExamVersion, Location, Period, PeriodWindow, Room} from '../institution/model.ts'
import {windowFor, type WindowSpan} from '../institution/periods/period-windows.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {OralSlot, SeatPool, Session, SessionPart} from '../planning/model.ts'
import {allowedSpans, takingWindow} from '../planning/sessions/taking-window.ts'
import type {Span} from '../time.ts'
import type {EnrolmentStores, Waiter} from './store.ts'

/** An exam as a session offers it. */
export type OfferedExam = Readonly<{
  sessionExamId: SessionExamId
  /** Its place in the order in which exams follow each other on one seat. */
  position: number
  exam: Exam
  version: ExamVersion
  /** When students and teams may enrol for it; undefined when the period has no window for it. */
  enrolment: WindowSpan | undefined
  /** When it may be taken. */
  taking: readonly Span[]
}>

/** A session as one who gives out its seats sees it. */
export type Desk = Readonly<{
  session: Session
  parts: readonly SessionPart[]
  period: Period
  room: Room | undefined
  location: Location | undefined
  offered: readonly OfferedExam[]
  pools: readonly SeatPool[]
  /** Oral slots, taken ones too, by start. */
  slots: readonly OralSlot[]
  /** The waiting list, the longest waiting first. */
  waiting: readonly Waiter[]
}>

/** Reads what sessions offer and how full they are, in a dozen queries whatever their number; ended sessions too. */
export async function openDesks(
  stores: EnrolmentStores,
  ids: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, Desk>> {
  const sessionId = [...new Set(ids)]
  const sessions = await stores.sessions.history({id: sessionId})
  const offered = await offeredExams(stores, sessions)
  const periods = byId(await stores.periods.all({id: sessions.map(({periodId}) => periodId)}))
  const rooms = byId(await stores.rooms.history({id: sessions.flatMap(({roomId}) => roomId ?? [])}))
  const locations = byId(await stores.locations.history({id: sessions.flatMap(({locationId: at}) => at ?? [])}))
  const pools = bySession(await stores.pools.all({sessionId}))
  const waiting = bySession(await stores.enrolment.waiters(sessionId))
  const {slots, parts} = await timesIn(stores, sessions)
  return new Map(
    sessions.map((session) => [
      session.id,
      {
        session,
        parts: parts.get(session.id) ?? [],
        period: periods.get(session.periodId) as Period,
        room: rooms.get(session.roomId),
        location: locations.get(session.locationId),
        offered: offered.get(session.id) ?? [],
        pools: pools.get(session.id) ?? [],
        slots: slots.get(session.id) ?? [],
        waiting: waiting.get(session.id) ?? [],
      },
    ]),
  )
}

/** The times within a session, which only orals and practical exams have. */
async function timesIn(stores: EnrolmentStores, sessions: readonly Session[]) {
  const ofKind = (wanted: Session['kind']) => sessions.filter(({kind}) => kind === wanted).map(({id}) => id)
  const [oral, practical] = [ofKind('oral'), ofKind('practical')]
  const byStart = {orderBy: 'startsAt'} as const
  return {
    slots: bySession(oral.length === 0 ? [] : await keptSlots(stores, oral)),
    parts: bySession(practical.length === 0 ? [] : await stores.sessionParts.all({sessionId: practical}, byStart)),
  }
}

/** The slots of sessions by start. One that was kept for a registration that is closed, or has its place elsewhere, is anybody's. */
async function keptSlots(stores: EnrolmentStores, sessions: readonly SessionId[]): Promise<readonly OralSlot[]> {
  const slots = await stores.oralSlots.all({sessionId: sessions}, {orderBy: 'startsAt'})
  const kept = slots.flatMap(({registrationId, enrolmentId}) => (enrolmentId === null ? (registrationId ?? []) : []))
  if (kept.length === 0) return slots
  const open = new Set(
    (await stores.registrations.history({id: kept})).flatMap(({id, closedAt}) => (closedAt ? [] : [id])),
  )
  for (const {registrationId} of await stores.enrolments.all({registrationId: kept})) open.delete(registrationId)
  return slots.map((slot) =>
    slot.registrationId !== null && !open.has(slot.registrationId) ? {...slot, registrationId: null} : slot,
  )
}

async function offeredExams(
  stores: EnrolmentStores,
  sessions: readonly Session[],
): Promise<ReadonlyMap<SessionId, readonly OfferedExam[]>> {
  const {zone} = await theInstitution(stores)
  const rows = await stores.sessionExams.all({sessionId: sessions.map(({id}) => id)}, {orderBy: 'position'})
  const exams = byId(await stores.exams.history({id: [...new Set(rows.map(({examId}) => examId))]}))
  const versions = byId(await stores.examVersions.history({id: [...new Set(rows.map((row) => row.examVersionId))]}))
  const windows = await windowsOf(stores, [...new Set(sessions.map(({periodId}) => periodId))])
  const periodOf = new Map(sessions.map(({id, periodId}) => [id, windows.get(periodId)]))
  const central = [...exams.values()].filter(({kind}) => kind === 'central').map(({id}) => id)
  const national = central.length === 0 ? [] : await stores.examWindows.all({examId: central})
  const offered = rows.map(({id: sessionExamId, sessionId, examId, examVersionId, position}) => {
    const [exam, version, within] = [
      exams.get(examId) as Exam,
      versions.get(examVersionId) as ExamVersion,
      periodOf.get(sessionId),
    ]
    const taking = within ? allowedSpans(takingWindow(exam, within.period, within.windows, national, zone)) : []
    const enrolment = windowFor(within?.windows ?? [], 'enrolment', examId)
    return {sessionId, sessionExamId, position, exam, version, enrolment, taking}
  })
  return bySession(offered)
}

type Windows = Readonly<{period: Period; windows: readonly PeriodWindow[]}>

async function windowsOf(
  stores: EnrolmentStores,
  periodId: readonly PeriodId[],
): Promise<ReadonlyMap<PeriodId, Windows>> {
  const windows = Map.groupBy(await stores.periodWindows.all({periodId}), (window) => window.periodId)
  const periods = await stores.periods.all({id: periodId})
  return new Map(periods.map((period) => [period.id, {period, windows: windows.get(period.id) ?? []}]))
}

function byId<T extends {readonly id: string}>(
  rows: readonly T[],
): {get: (id: T['id'] | null) => T | undefined; values: () => Iterable<T>} {
  const map = new Map<string | null, T>(rows.map((row) => [row.id, row]))
  return {get: (id) => map.get(id), values: () => map.values()}
}

function bySession<T extends {readonly sessionId: SessionId}>(
  rows: readonly T[],
): ReadonlyMap<SessionId, readonly T[]> {
  return Map.groupBy(rows, ({sessionId}) => sessionId)
}
