import {plusDays, plusMinutes, type Instant, type Span, startOfDay} from '../../time.ts'
import type {Json} from '../../json.ts'
import type {PersonId, RegistrationId, SessionId} from '../../ids.ts'
import {needsFor} from '../../institution/people/personal-needs.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import type {Desk, OfferedExam} from '../desks.ts'
import {type SeatBook, seatKey} from './seat-book.ts'
import type {HeldExam, Waiter} from '../store.ts'

/** A seat as letters tell it to the one who has it. */
export type SeatLetter = Readonly<{
  /** Names the appointment in his calendar; the same when the seat is moved (the first registration's id). */
  uid: RegistrationId
  session: string
  /** In the order in which they are taken. */
  exams: readonly Readonly<{code: string; name: string}>[]
  startsAt: Instant
  /** His own end, extra time included. */
  endsAt: Instant
  extraMinutes: number
  aids: readonly string[]
  room: string
  location: string
  address: string
}>

/** What to know before an exam: ID, how late one may be, and until when a student may still change it himself. */
export type BeforeExam = Readonly<{idRequired: boolean; lateMinutes: number; cancelUntil: Instant | null}>

/** Nobody is admitted to a central exam later than this (Examenprotocol art. 12). */
const CENTRAL_LATE_MINUTES = 30

/** A student's seat in a session with all he takes on it; undefined when he has none there. */
export function seatLetter(book: SeatBook, session: SessionId, person: PersonId): SeatLetter | undefined {
  const seat = book.seats.get(seatKey(session, person))
  const desk = book.desks.get(session)
  return seat && desk && seatOf(desk, seat.exams, seat)
}

/** Exams of a student in a session, in their order; undefined when there are none. */
function seatOf(desk: Desk, exams: readonly HeldExam[], {startsAt, endsAt}: Span): SeatLetter | undefined {
  const [first] = exams
  return (
    first && {
      ...whereOf(desk),
      uid: first.registrationId,
      exams: exams.map(({exam: {code, name}}) => ({code, name})),
      startsAt,
      endsAt,
      extraMinutes: exams.reduce((sum, {extraMinutes}) => sum + extraMinutes, 0),
      aids: [...new Set(exams.flatMap(({aids}) => aids))].toSorted(),
    }
  )
}

/** The letter that confirms a student's seat in a session, with all he takes on it. */
export function confirmation(book: SeatBook, session: SessionId, person: PersonId): QueuedLetter {
  const data = {seat: seatLetter(book, session, person), ...beforeExam(book, session, person)}
  return {person, letter: 'enrolment-confirmed', data: data as Json}
}

/** What a student is told to bring and to mind for his seat in a session. */
export function beforeExam(book: SeatBook, session: SessionId, person: PersonId): BeforeExam {
  const desk = book.desks.get(session)
  const taken = book.seats.get(seatKey(session, person))?.exams.map(({exam: {id}}) => id) ?? []
  const offered = desk?.offered.filter(({exam}) => taken.includes(exam.id)) ?? []
  const late = offered.map(({exam: {kind, rules}}) =>
    kind === 'central' ? Math.min(rules.lateMinutes, CENTRAL_LATE_MINUTES) : rules.lateMinutes,
  )
  return {
    idRequired: offered.some(({exam}) => exam.rules.idRequired),
    lateMinutes: Math.min(...late),
    cancelUntil:
      desk && offered.every(({exam}) => exam.rules.enrolBy.includes('student')) ? cancelUntil(book, desk) : null,
  }
}

/** The seat that somebody on the waiting list would have there. */
export function wishedSeat(
  {claimants}: SeatBook,
  desk: Desk,
  offered: OfferedExam,
  waiter: Pick<Waiter, 'personId' | 'registrationId'>,
): SeatLetter {
  const {session} = desk
  const {exam, version} = offered
  const needs = needsFor(claimants.get(waiter.personId)?.needs ?? [], exam, version, session.onDate)
  return {
    ...whereOf(desk),
    ...needs,
    uid: waiter.registrationId,
    exams: [{code: exam.code, name: exam.name}],
    startsAt: session.startsAt,
    endsAt:
      session.kind === 'cluster' ? plusMinutes(session.startsAt, version.minutes + needs.extraMinutes) : session.endsAt,
  }
}

/** The end of the last day on which a student may change it himself; null when that has been. */
function cancelUntil({now, policy}: SeatBook, {session: {onDate, zone}}: Desk): Instant | null {
  const until = startOfDay(plusDays(onDate, 1 - policy.cancelUntilDays), zone)
  return now < until ? until : null
}

/** A room at a location, or the address outside the school. */
function whereOf({session, room, location}: Desk): Pick<SeatLetter, 'session' | 'room' | 'location' | 'address'> {
  return {
    session: session.code,
    room: room?.code ?? '',
    location: location?.name ?? '',
    address: session.place || (location?.address ?? ''),
  }
}
