import {refuse, type Reason} from '../../errors.ts'
import type {Json} from '../../json.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {giveUpSeat, takeSeat} from '../seats/change-seats.ts'
import {type Claim, decide} from '../seats/claim.ts'
import {deadlineReasons, roleReasons, sessionReasons, type Terms} from '../enrol-reasons.ts'
import type {Enrolment} from '../model.ts'
import type {SeatBook} from '../seats/seat-book.ts'
import {type SeatedExam, seatedExam} from '../seats/seated-exam.ts'
import {beforeExam, confirmation, type SeatLetter, seatLetter} from '../seats/seat-letter.ts'

/** The enrolment as it stands under the lock; undefined when it has ended, or moved, since it was looked up. */
export function currentEnrolment(book: SeatBook, {id, registrationId}: Enrolment): Enrolment | undefined {
  const current = book.enrolments.get(registrationId)
  return current?.id === id ? current : undefined
}

/** Why an enrolment may not be taken back or moved any more by the one who acts. */
export function changeReasons(book: SeatBook, enrolment: Enrolment, terms: Terms): readonly Reason[] {
  const desk = book.desks.get(enrolment.sessionId)
  const offered = desk?.offered.find(({sessionExamId}) => sessionExamId === enrolment.sessionExamId)
  if (!desk || !offered) throw new Error('An enrolment is changed that is not in the book.')
  const {session} = desk
  const open = session.state === 'planned' ? [] : sessionReasons(session, terms, book.now)
  return [
    ...roleReasons(offered.exam, terms),
    ...open,
    ...deadlineReasons(session, terms, book.today, book.policy.cancelUntilDays),
  ]
}

/** An enrolment that somebody else ended in between. */
export function ended({registrationId}: Enrolment): Reason {
  return {
    code: 'enrolment.ended',
    message: 'This enrolment was ended or moved a moment ago; look again with: ontrac enrolment list',
    details: {registrationId},
  }
}

/** Why and by whom a seat is given up. */
export type Cancelling = Readonly<{
  reason: string
  by: 'student' | 'school'
  registrationStays: boolean
  /** What the enrolment says of its end; default that it was cancelled, or withdrawn with its registration. */
  endReason?: string
}>

/** Gives the seat up and tells the student. What he still takes on the seat is confirmed anew, since its times may differ. */
export function cancel(book: SeatBook, enrolment: Enrolment, {endReason, ...how}: Cancelling): readonly QueuedLetter[] {
  const {sessionId, personId, registrationId} = enrolment
  const seat = partOfSeat(book, enrolment)
  giveUpSeat(book, enrolment, endReason ?? (how.registrationStays ? 'cancelled' : 'registration-withdrawn'))
  const data = {seat: {...seat, uid: registrationId}, ...how}
  const told: QueuedLetter = {person: personId, letter: 'enrolment-cancelled', data}
  return seatLetter(book, sessionId, personId) ? [told, confirmation(book, sessionId, personId)] : [told]
}

/** Where somebody goes, and by whose hand. */
export type Moving = Omit<Claim, 'registrationId'> & Readonly<{by: Enrolment['enrolledBy']}>

/**
 * Gives one seat up for another in one go, and tells the student once.
 *
 * @throws ExamError `enrolment.refused` when there is no place for him there; the draft it happened on is lost then
 */
export function move(
  book: SeatBook,
  enrolment: Enrolment,
  {by, ...to}: Moving,
): Readonly<{answer: Readonly<{from: SeatedExam; to: SeatedExam}>; letter: QueuedLetter}> {
  const {sessionId, personId, registrationId} = enrolment
  const from = seatedExam(book, sessionId, personId, registrationId)
  const before = partOfSeat(book, enrolment)
  giveUpSeat(book, enrolment, 'moved', to.enrolmentId)
  const claim: Claim = {...to, registrationId}
  const decision = decide(book, claim)
  if ('reasons' in decision) throw refuse('enrolment', decision.reasons)
  takeSeat(book, claim, decision.grant, by)
  const after = seatLetter(book, to.sessionId, personId)
  const data = {before, after, reason: to.terms.reason, ...beforeExam(book, to.sessionId, personId)}
  return {
    answer: {from, to: seatedExam(book, to.sessionId, personId, registrationId)},
    letter: {person: personId, letter: 'enrolment-moved', data: data as unknown as Json},
  }
}

/** One exam of a seat, as letters tell it. */
function partOfSeat(book: SeatBook, {sessionId, personId, registrationId}: Enrolment): SeatLetter | undefined {
  const whole = seatLetter(book, sessionId, personId)
  const {exam, examName, startsAt, endsAt, extraMinutes, aids} = seatedExam(book, sessionId, personId, registrationId)
  return (
    whole && {
      ...whole,
      uid: registrationId,
      exams: [{code: exam, name: examName}],
      startsAt,
      endsAt,
      extraMinutes,
      aids,
    }
  )
}
