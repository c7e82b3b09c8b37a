import type {LocationId, PersonId, SessionId} from '../../ids.ts'
import type {Exam, ExamVersion, Location, Period, Person, Room} from '../../institution/model.ts'
import type {Moment, Span} from '../../time.ts'
import type {Session, SessionDuty} from '../model.ts'

/** Somebody asked to work at a session. */
export type WishedDuty = Readonly<{person: Person; duty: SessionDuty['duty']}>

/** An exam on offer in a session, in the version that is laid before the students. */
export type OfferedExam = Readonly<{exam: Exam; version: ExamVersion}>

/** A share of the seats, kept for one exam, group or location until it is released. */
export type SeatShare = Readonly<{kind: 'exam' | 'group' | 'location'; id: string; code: string; seats: number}>

/** A session as somebody wants it, every code looked up; nothing says yet that it can be. */
export type SessionWish = Readonly<{
  /** The session that changes; null is a new one. What it holds itself is never in its own way. */
  id: SessionId | null
  period: Period
  kind: Session['kind']
  room: Room | null
  location: Location | null
  place: string
  moment: Moment
  /** The session's own time, and each further day of one that lasts several. */
  span: Span
  parts: readonly (Span & Readonly<{moment: Moment}>)[]
  exams: readonly OfferedExam[]
  duties: readonly WishedDuty[]
  /** Seats in all. */
  capacity: number
  shares: readonly SeatShare[]
}>

/** All times at which the session's room and people are needed. */
export function timesOf({span, parts}: Pick<SessionWish, 'span' | 'parts'>): readonly Span[] {
  return [span, ...parts]
}

/** The stretch from the first start to the last end. */
export function wholeSpan(wish: Pick<SessionWish, 'span' | 'parts'>): Span {
  const times = timesOf(wish)
  return {
    startsAt: times.map(({startsAt}) => startsAt).toSorted()[0] ?? wish.span.startsAt,
    endsAt:
      times
        .map(({endsAt}) => endsAt)
        .toSorted()
        .at(-1) ?? wish.span.endsAt,
  }
}

/** The location whose blocks count, and from which people travel. */
export function locationIdOf({room, location}: Pick<SessionWish, 'room' | 'location'>): LocationId | null {
  return room?.locationId ?? location?.id ?? null
}

/** The people of a session, once each. */
export function staffOf({duties}: Pick<SessionWish, 'duties'>): readonly PersonId[] {
  return [...new Set(duties.map(({person}) => person.id))]
}
