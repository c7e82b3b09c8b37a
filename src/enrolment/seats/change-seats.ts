import type {EnrolmentId} from '../../ids.ts'
import type {OralSlot} from '../../planning/model.ts'
import {slotSpan} from '../../planning/orals/oral-slots.ts'
import {seatMinutes} from '../../planning/sessions/seat-minutes.ts'
import type {Registration} from '../../registration/model.ts'
import {plusMinutes, type Span} from '../../time.ts'
import type {Claim, Grant} from './claim.ts'
import type {Desk} from '../desks.ts'
import type {Enrolment, Seat} from '../model.ts'
import {closeOffer, count, endWaiting, type SeatBook, seatKey} from './seat-book.ts'
import {spanOver} from './seat-place.ts'
import type {HeldExam, HeldSeat, Waiter} from '../store.ts'

/**
 * Gives a claim what was granted: a seat or the one he has, the enrolment, the oral time. His waiting places end, and the
 * seats that are on offer to him elsewhere come free; `held` is the offer that he takes.
 */
export function takeSeat(
  book: SeatBook,
  claim: Claim,
  grant: Grant,
  enrolledBy: Enrolment['enrolledBy'],
  held?: Waiter,
): Enrolment {
  const registration = book.registrations.get(claim.registrationId)
  const desk = book.desks.get(claim.sessionId)
  if (!registration || !desk) throw new Error('A claim is about a registration or session that is not in the book.')
  const seat = grant.seat ?? newSeat(book, claim, grant, registration.personId)
  const enrolment = newEnrolment(book, claim, grant, {personId: registration.personId, seatId: seat.id, enrolledBy})
  book.changes.enrolments.set(enrolment.id, enrolment)
  book.changes.listed.add(claim.sessionId)
  book.enrolments.set(registration.id, enrolment)
  for (const waiter of book.waiting.get(registration.id) ?? []) stopWaiting(book, waiter, held, grant)
  // An offer that is taken becomes the seat itself, so that the count stays as it is.
  if (held === undefined && grant.poolId !== null) count(book, claim.sessionId, grant.poolId, 1)
  if (grant.slot) giveSlot(book, desk, grant.slot, enrolment.id)
  sit(book, {
    ...seat,
    ...grant.span,
    exams: [...seat.exams, heldExam(registration, enrolment, grant)].toSorted((a, b) => a.position - b.position),
  })
  return enrolment
}

/** Ends an enrolment. Its seat comes free when nothing else is taken on it, and its oral time in any case. */
export function giveUpSeat(
  book: SeatBook,
  enrolment: Enrolment,
  reason: string,
  movedToId: EnrolmentId | null = null,
): void {
  const desk = book.desks.get(enrolment.sessionId)
  const seat = book.seats.get(seatKey(enrolment.sessionId, enrolment.personId))
  if (!desk || !seat) throw new Error('A seat is given up that is not in the book.')
  book.changes.endedEnrolments.set(enrolment.id, {reason, movedToId})
  book.changes.listed.add(enrolment.sessionId)
  book.enrolments.delete(enrolment.registrationId)
  const slot = desk.slots.find(({enrolmentId}) => enrolmentId === enrolment.id)
  if (slot) giveSlot(book, desk, slot, null)
  const exams = seat.exams.filter(({enrolmentId}) => enrolmentId !== enrolment.id)
  if (exams.length > 0) return sit(book, {...seat, ...spanOfSeat(desk, exams, book.policy.betweenExamsMinutes), exams})
  book.seats.delete(seatKey(seat.sessionId, seat.personId))
  book.changes.endedSeats.add(seat.id)
  engage(book, seat, null)
  count(book, seat.sessionId, seat.poolId, -1)
}

function newEnrolment(
  {now}: SeatBook,
  {enrolmentId, registrationId, sessionId, source}: Claim,
  {offered, extraMinutes, aids}: Grant,
  who: Pick<Enrolment, 'personId' | 'seatId' | 'enrolledBy'>,
): Enrolment {
  return {
    ...who,
    id: enrolmentId,
    registrationId,
    sessionExamId: offered.sessionExamId,
    sessionId,
    position: offered.position,
    examVersionId: offered.version.id,
    extraMinutes,
    aids,
    source,
    enrolledAt: now,
    endedAt: null,
    endReason: null,
    movedToId: null,
    version: 1,
  }
}

function newSeat(
  book: SeatBook,
  {seatId, sessionId}: Claim,
  {poolId, span}: Grant,
  personId: Seat['personId'],
): HeldSeat {
  if (poolId === null) throw new Error('A new seat comes out of a pool.')
  const seat: Seat = {id: seatId, sessionId, personId, poolId, label: null, ...span, endedAt: null, version: 1}
  book.changes.seats.set(seat.id, seat)
  return {...seat, exams: []}
}

function stopWaiting(book: SeatBook, waiter: Waiter, held: Waiter | undefined, {seat}: Grant): void {
  if (waiter.id !== held?.id) {
    if (waiter.offer) closeOffer(book, waiter, 'declined', 'placed')
    else endWaiting(book, waiter, 'placed')
    return
  }
  if (seat) closeOffer(book, waiter, 'accepted', 'placed')
  else {
    endWaiting(book, waiter, 'placed')
    if (waiter.offer) book.changes.offers.set(waiter.offer.id, 'accepted')
  }
}

/** Puts a seat in the book with its new time, and the student's time with it. */
function sit(book: SeatBook, seat: HeldSeat): void {
  const known = book.changes.seats.get(seat.id)
  if (known) book.changes.seats.set(seat.id, {...known, startsAt: seat.startsAt, endsAt: seat.endsAt})
  else book.changes.seatTimes.set(seat.id, {startsAt: seat.startsAt, endsAt: seat.endsAt})
  book.seats.set(seatKey(seat.sessionId, seat.personId), seat)
  engage(book, seat, seat)
}

function engage(book: SeatBook, {personId, sessionId}: Seat, time: Span | null): void {
  const own = book.availability.get(personId)
  const session = book.desks.get(sessionId)?.session
  if (!own || !session) return
  const others = own.engagements.filter((each) => each.sessionId !== sessionId)
  const engagements = time
    ? [
        ...others,
        {
          sessionId,
          session: session.code,
          locationId: session.locationId,
          kind: 'seat' as const,
          startsAt: time.startsAt,
          endsAt: time.endsAt,
        },
      ]
    : others
  book.availability.set(personId, {...own, engagements})
}

function giveSlot(book: SeatBook, desk: Desk, slot: OralSlot, enrolmentId: EnrolmentId | null): void {
  book.changes.slots.set(slot.id, enrolmentId)
  const now = book.desks.get(desk.session.id) ?? desk
  book.desks.set(desk.session.id, {
    ...now,
    slots: now.slots.map((each) => (each.id === slot.id ? {...each, enrolmentId} : each)),
  })
}

function heldExam({code}: Registration, enrolment: Enrolment, {offered: {exam, version}}: Grant): HeldExam {
  const {id, registrationId, position, extraMinutes, aids} = enrolment
  return {
    enrolmentId: id,
    registrationId,
    registration: code,
    position,
    exam,
    minutes: version.minutes,
    extraMinutes,
    aids,
  }
}

/** When a seat is somebody's, for the exams that are left on it. */
function spanOfSeat({session, parts, slots}: Desk, exams: readonly HeldExam[], between: number): Span {
  const own = slots.filter(({enrolmentId}) => exams.some((exam) => exam.enrolmentId === enrolmentId)).map(slotSpan)
  const [first, ...others] = own
  if (first) return spanOver([first, ...others])
  const minutes = parts.length > 0 ? session.minutes : seatMinutes(exams, between)
  return {startsAt: session.startsAt, endsAt: plusMinutes(session.startsAt, minutes)}
}
