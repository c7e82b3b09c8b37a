import type {Context} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {EnrolmentId, SeatId, SessionId} from '../ids.ts'
import type {Registration} from '../registration/model.ts'
import {type Day, type Instant, timeOf, type WallTime} from '../time.ts'
import {giveUpSeat} from './seats/change-seats.ts'
import {claimerOf, decide} from './seats/claim.ts'
import type {Desk} from './desks.ts'
import {roleReasons, windowReasons} from './enrol-reasons.ts'
import {openRegistration} from './find-registration.ts'
import {type BookScope, openBook, type SeatBook} from './seats/seat-book.ts'
import {freeIn, poolsFor} from './seats/seat-pools.ts'
import type {EnrolmentStores} from './store.ts'

/** A session in which a student could take an exam. */
export type ExamMoment = Readonly<{
  session: string
  on: Day
  from: WallTime
  /** His own end, extra time included. */
  until: WallTime
  startsAt: Instant
  zone: string
  room: string | null
  location: string | null
  place: string
  /** Seats that he may have; 0 is full, and he can wait. */
  free: number
  waiting: number
  fits: boolean
  /** Why it does not fit; empty when it does. */
  reasons: readonly Reason[]
}>

/** When a student can take an exam, and why he may not enrol for it by himself just now. */
export type ExamMoments = Readonly<{
  registration: string
  student: string
  exam: string
  moments: readonly ExamMoment[]
  notNow: readonly Reason[]
}>

/**
 * The published sessions of an exam that fit a student: end with extra time, school days, blocks and other sessions counted
 * (feature E5), by time. With `all` those that do not fit too, with the reasons.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`; `enrolment.refused` with `enrolment.no-registration`
 */
export async function listMoments(
  ctx: Context<EnrolmentStores>,
  asked: Readonly<{student: string; exam: string; all?: boolean}>,
): Promise<ExamMoments> {
  return ctx.read('enrolment.read', async (stores, {now, role}) => {
    const {student, exam, registration} = await openRegistration(stores, asked)
    const sessions = await sessionsFor(stores, registration, now)
    const book = await openBook(stores, now, await scopeOf(stores, registration, sessions))
    const enrolment = book.enrolments.get(registration.id)
    // Whoever has a seat asks where else he could go.
    if (enrolment) giveUpSeat(book, enrolment, 'moved')
    const desks = [...book.desks.values()].filter(
      ({session}) => sessions.includes(session.id) && session.id !== enrolment?.sessionId,
    )
    const moments = desks
      .toSorted((a, b) => (a.session.startsAt < b.session.startsAt ? -1 : 1))
      .map((desk) => momentOf(book, desk, registration))
    const terms = {role, reason: '', override: false, promised: false}
    const [desk] = desks
    const offered = desk?.offered.find((each) => each.exam.id === exam.id)
    const notNow = desk && offered ? windowReasons(desk, offered, terms, now) : []
    return {
      registration: registration.code,
      student: student.studentNumber ?? '',
      exam: exam.code,
      moments: asked.all === true ? moments : moments.filter(({fits}) => fits),
      notNow: [...roleReasons(exam, terms), ...notNow],
    }
  })
}

async function sessionsFor(
  stores: EnrolmentStores,
  {examId, periodId}: Registration,
  now: Instant,
): Promise<readonly SessionId[]> {
  const offered = await stores.sessionExams.all({examId})
  const sessions = await stores.sessions.all({
    id: [...new Set(offered.map(({sessionId}) => sessionId))],
    periodId,
    state: 'published',
  })
  return sessions.filter(({startsAt}) => now < startsAt).map(({id}) => id)
}

/** Sessions in which he sits, or a seat is on offer to him, belong to his book whatever they offer. */
async function scopeOf(
  stores: EnrolmentStores,
  {id}: Registration,
  sessions: readonly SessionId[],
): Promise<BookScope> {
  const enrolled = await stores.enrolments.all({registrationId: id})
  const waits = await stores.enrolment.waitingPlaces([id])
  return {registrations: [id], sessions: [...sessions, ...[...enrolled, ...waits].map(({sessionId}) => sessionId)]}
}

function momentOf(book: SeatBook, desk: Desk, registration: Registration): ExamMoment {
  const {session, room, location, pools, waiting} = desk
  const terms = {role: 'office' as const, reason: '', override: false, promised: true}
  const ids = {enrolmentId: '' as EnrolmentId, seatId: '' as SeatId}
  const decision = decide(book, {
    ...ids,
    registrationId: registration.id,
    sessionId: session.id,
    source: 'office',
    terms,
  })
  const fits = 'grant' in decision || decision.seatsOnly
  const endsAt = decision.place?.span.endsAt ?? session.endsAt
  const startsAt = decision.place?.span.startsAt ?? session.startsAt
  return {
    session: session.code,
    on: session.onDate,
    from: timeOf(startsAt, session.zone),
    until: timeOf(endsAt, session.zone),
    startsAt,
    zone: session.zone,
    room: room?.code ?? null,
    location: location?.code ?? null,
    place: session.place,
    free: poolsFor(pools, claimerOf(book, registration), book.now).reduce((sum, pool) => sum + freeIn(pool), 0),
    waiting: waiting.length,
    fits,
    reasons: fits ? [] : 'reasons' in decision ? decision.reasons : [],
  }
}
