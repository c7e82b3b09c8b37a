import type {EnrolmentId, PersonId, RegistrationId, SessionId} from '../../ids.ts'
import {slotSpan} from '../../planning/orals/oral-slots.ts'
import {type Day, type Instant, plusMinutes, type Span, timeOf, type WallTime} from '../../time.ts'
import type {Desk} from '../desks.ts'
import {type SeatBook, seatKey} from './seat-book.ts'
import type {HeldSeat} from '../store.ts'

/** An exam that a student takes at a place and time, in the codes that people know. */
export type SeatedExam = Readonly<{
  id: EnrolmentId
  registrationId: RegistrationId
  registration: string
  student: string
  exam: string
  examName: string
  session: string
  on: Day
  /** His own start and end by the wall clock in `zone`, extra time included. */
  from: WallTime
  until: WallTime
  startsAt: Instant
  endsAt: Instant
  zone: string
  room: string | null
  location: string | null
  address: string
  place: string
  extraMinutes: number
  aids: readonly string[]
}>

/** All that a student takes on his seat in a session, in order of time; none when he has no seat there. */
function seatedExams(book: SeatBook, session: SessionId, person: PersonId): readonly SeatedExam[] {
  const seat = book.seats.get(seatKey(session, person))
  const desk = book.desks.get(session)
  if (!seat || !desk) return []
  const times = timesOf(seat, desk, book.policy.betweenExamsMinutes)
  const seated = seat.exams.map((held): SeatedExam => {
    const {startsAt, endsAt} = times.get(held.enrolmentId) ?? seat
    return {
      ...whereOf(desk),
      id: held.enrolmentId,
      registrationId: held.registrationId,
      registration: held.registration,
      student: book.claimants.get(person)?.student ?? '',
      exam: held.exam.code,
      examName: held.exam.name,
      from: timeOf(startsAt, desk.session.zone),
      until: timeOf(endsAt, desk.session.zone),
      startsAt,
      endsAt,
      extraMinutes: held.extraMinutes,
      aids: held.aids,
    }
  })
  return seated.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

/** The one of {@link seatedExams} that a registration is seated for. */
export function seatedExam(
  book: SeatBook,
  session: SessionId,
  person: PersonId,
  registration: RegistrationId,
): SeatedExam {
  const seated = seatedExams(book, session, person).find(({registrationId}) => registrationId === registration)
  if (seated) return seated
  throw new Error('An enrolment is told about that is not in the book.')
}

/** Where and when a session is, for the one who comes. */
function whereOf({session, room, location}: Desk) {
  const {code, onDate, zone, place} = session
  return {
    session: code,
    on: onDate,
    zone,
    place,
    room: room?.code ?? null,
    location: location?.code ?? null,
    address: location?.address ?? '',
  }
}

/** Exams follow each other by position; an oral has its own time, and a session of several days is one. */
function timesOf(seat: HeldSeat, {slots, parts}: Desk, between: number): ReadonlyMap<EnrolmentId, Span> {
  const times = new Map<EnrolmentId, Span>()
  let free = seat.startsAt
  for (const {enrolmentId, minutes, extraMinutes} of seat.exams) {
    const slot = slots.find((each) => each.enrolmentId === enrolmentId)
    const endsAt = plusMinutes(free, minutes + extraMinutes)
    times.set(enrolmentId, slot ? slotSpan(slot) : {startsAt: free, endsAt: parts.length > 0 ? seat.endsAt : endsAt})
    if (!slot && parts.length === 0) free = plusMinutes(endsAt, between)
  }
  return times
}
