import type {EnrolmentId, PersonId, SeatId} from '../../ids.ts'
import type {Location, Room} from '../../institution/model.ts'
import type {Session} from '../../planning/model.ts'
import type {Instant} from '../../time.ts'
import type {Candidate} from './roster.ts'

/** One exam of a participant, as it stands on the lists. */
export type ListedExam = Readonly<{
  enrolment: EnrolmentId
  exam: string
  version: string
  startsAt: Instant
  endsAt: Instant
  extraMinutes: number
  aids: readonly string[]
}>

/** A participant on the lists; his name is looked up when a list is drawn, so that a fixed list holds none (design rule 22). */
export type Participant = Readonly<{person: PersonId; seat: string; exams: readonly ListedExam[]}>

/** The lists of a session: where and when, and the participants in the order of their names. Codes, not ids, of places and exams. */
export type SessionLists = Readonly<{
  session: Readonly<{
    code: string
    on: string
    from: string
    minutes: number
    location: string
    room: string
    place: string
  }>
  participants: readonly Participant[]
}>

/** Where a session is held. */
export type Place = Readonly<{room: Room | undefined; location: Location | undefined}>

/** The lists as they are now; `labels` gives every seat its label. */
export function sessionLists(
  session: Session,
  {room, location}: Place,
  {roster, labels}: Readonly<{roster: readonly Candidate[]; labels: ReadonlyMap<SeatId, string>}>,
): SessionLists {
  const {code, onDate, fromTime, minutes, place} = session
  const participants = [...Map.groupBy(roster, ({person}) => person.id)].map(([person, exams]) => ({
    person,
    seat: exams.map(({enrolment}) => labels.get(enrolment.seatId) ?? '').find(Boolean) ?? '',
    exams: exams.map(listedExam),
  }))
  return {
    session: {code, on: onDate, from: fromTime, minutes, location: location?.code ?? '', room: room?.code ?? '', place},
    participants,
  }
}

/**
 * A label for every seat: those that have one keep it, so that nobody is moved; the others get the next numbers in the
 * order of names.
 */
export function seatLabels(roster: readonly Candidate[]): ReadonlyMap<SeatId, string> {
  const labels = new Map(
    roster.flatMap(({enrolment, seat}) => (seat?.label ? [[enrolment.seatId, seat.label] as const] : [])),
  )
  let last = Math.max(0, ...[...labels.values()].map(Number).filter(Number.isInteger))
  for (const {enrolment} of roster) {
    if (!labels.has(enrolment.seatId)) labels.set(enrolment.seatId, String(++last))
  }
  return labels
}

function listedExam({enrolment, exam, version, startsAt, endsAt}: Candidate): ListedExam {
  const {id, extraMinutes, aids} = enrolment
  return {enrolment: id, exam: exam.code, version: version.code, startsAt, endsAt, extraMinutes, aids}
}
