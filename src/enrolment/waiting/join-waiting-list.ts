import {z} from 'zod'
import type {Asked, Context, Entry} from '../../context.ts'
import {refuse, type Reason} from '../../errors.ts'
import type {EnrolmentId, RegistrationId, SeatId, SessionId, WaitingId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {timeOf, type Day, type Instant, type WallTime} from '../../time.ts'
import {decide} from '../seats/claim.ts'
import type {Desk} from '../desks.ts'
import {claimedBy} from '../find-registration.ts'
import {holdFor, holding} from '../seats/hold.ts'
import type {WaitingPlace} from '../model.ts'
import type {BookScope, SeatBook} from '../seats/seat-book.ts'
import {wishedSeat} from '../seats/seat-letter.ts'
import {settleOnBook, type Settled} from '../seats/settle.ts'
import type {EnrolmentStores} from '../store.ts'
import {aheadOf, joinList} from './waiting-list.ts'

/** Who waits for what, in codes. */
export const JoinWaitingList = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  session: z.string().trim().min(1),
  reason: z.string().trim().default(''),
})

/** Somebody's place on a waiting list; `ahead` is how many wait before him. */
export type Waits = Readonly<{
  id: WaitingId
  registration: string
  student: string
  exam: string
  session: string
  on: Day
  from: WallTime
  joinedAt: Instant
  ahead: number
}>

type Wish = Readonly<{
  scope: BookScope
  registrationId: RegistrationId
  sessionId: SessionId
  waitingId: WaitingId
  enrolmentId: EnrolmentId
  seatId: SeatId
  reason: string
}>

/**
 * Puts a student on the waiting list of a session that fits him (feature E6): the oldest who fits gets the next seat, as an
 * offer that expires.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `session.not-found`; `waiting.refused` with every reason why he could
 * not sit there, with `waiting.seat-free` when there is a seat for him, or `waiting.already`
 */
export async function joinWaitingList(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof JoinWaitingList>,
): Promise<Waits> {
  const wanted = parsed(JoinWaitingList, input)
  const ids = {
    waitingId: ctx.ids.next<WaitingId>(),
    enrolmentId: ctx.ids.next<EnrolmentId>(),
    seatId: ctx.ids.next<SeatId>(),
  }
  const ask = async (): Promise<Asked<Wish>> =>
    ctx.read('enrolment.read', async (stores) => {
      const {registrationId, personId, sessionId} = await claimedBy(stores, wanted)
      const {scope, lock} = await holdFor(stores, [{id: registrationId, personId}], [sessionId])
      const claim = {...ids, scope, registrationId, sessionId, reason: wanted.reason}
      return {lock, claim}
    })
  return holding(() => ctx.claim('waiting.join', {turn: wanted.session}, ask, settleWishes))
}

const settleWishes = settleOnBook((book: SeatBook, wish: Wish, entry: Entry) => {
  const terms = {role: entry.role, reason: wish.reason, override: false, promised: false}
  const decision = decide(book, {...wish, source: 'office', terms})
  if ('grant' in decision) throw refuse('waiting', [seatFree(book, wish)])
  if (!decision.seatsOnly) throw refuse('waiting', decision.reasons)
  return putOnList(book, wish, entry)
})

/**
 * Puts a claim that only lacks a seat on the list and queues the letter that says so.
 *
 * @throws ExamError `waiting.refused` with `waiting.already` when he waits there for the same exam
 */
export function putOnList(
  book: SeatBook,
  {registrationId, sessionId, waitingId}: Pick<Wish, 'registrationId' | 'sessionId' | 'waitingId'>,
  entry: Entry,
): Settled<Waits> {
  const registration = book.registrations.get(registrationId)
  const desk = book.desks.get(sessionId)
  const offered = desk?.offered.find(({exam}) => exam.id === registration?.examId)
  if (!registration || !desk || !offered)
    throw new Error('A claim is about a registration or session that is not in the book.')
  if (desk.waiting.some((waiter) => waiter.registrationId === registrationId))
    throw refuse('waiting', [already(registration.code, desk.session.code)])
  const {personId, examId, locationId} = registration
  const sessionExamId = offered.sessionExamId
  const ids = {id: waitingId, registrationId, personId, sessionId, sessionExamId}
  const place: WaitingPlace = {...ids, joinedAt: entry.now, endedAt: null, endReason: null}
  joinList(book, place, {examId, locationId: locationId ?? book.claimants.get(personId)?.locationId ?? null})
  const answer = waitsOf(book, desk, place, {registration: registration.code, exam: offered.exam.code})
  const {exam, session, ahead} = answer
  entry.note({
    about: ['waiting', waitingId],
    for: personId,
    facts: {registration: answer.registration, exam, session, ahead},
  })
  const data = {seat: wishedSeat(book, desk, offered, place), position: ahead + 1}
  return {answer, letters: [{person: personId, letter: 'waiting-list-joined', data}]}
}

function waitsOf(
  book: SeatBook,
  {session: {code, onDate, startsAt, zone}}: Desk,
  place: WaitingPlace,
  codes: Pick<Waits, 'registration' | 'exam'>,
): Waits {
  return {
    ...codes,
    id: place.id,
    student: book.claimants.get(place.personId)?.student ?? '',
    session: code,
    on: onDate,
    from: timeOf(startsAt, zone),
    joinedAt: place.joinedAt,
    ahead: aheadOf(book, place),
  }
}

function seatFree({desks}: SeatBook, {sessionId}: Wish): Reason {
  const session = desks.get(sessionId)?.session.code ?? ''
  return {
    code: 'waiting.seat-free',
    message: `Session ${session} has a seat free; take it with: ontrac enrolment add STUDENT EXAM ${session}`,
  }
}

function already(registration: string, session: string): Reason {
  return {
    code: 'waiting.already',
    message: `Registration ${registration} is on the waiting list of session ${session} already.`,
  }
}
