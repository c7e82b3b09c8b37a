import type {EnrolmentId, ExamId, PersonId, RoomId} from '../../ids.ts'
import type {Instant} from '../../time.ts'
import type {CandidateReport, ReportFact} from '../model.ts'

/** What may happen during a session (domain §1.3). There is no national list; the standard OKE takes free text. */
export const EVENT_KINDS = [
  'technical',
  'noise',
  'fire-alarm',
  'power',
  'exam-error',
  'secrecy',
  'fraud',
  'aggression',
  'other',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/**
 * The attendance codes of the national standard (OKE): nothing registered · not there · there but not started · started
 * but not handed in · handed in.
 */
export const ATTENDANCES = ['notKnown', 'notPresent', 'notStarted', 'notFinished', 'present'] as const
export type Attendance = CandidateReport['attendance']

/** Papers with which a student may show who he is. */
export const ID_DOCUMENTS = ['passport', 'id-card', 'driving-licence', 'residence-document', 'other'] as const
export type IdDocument = (typeof ID_DOCUMENTS)[number]

type Nothing = Readonly<Record<never, never>>

/** Everything a session report can hold, by kind. Free text of a fact stands in `text` and nowhere else, so that it can be erased. */
export type FactDetails = {
  opened: Readonly<{listVersion: number}>
  /** An enrolment is on the list, with the extra minutes its student is entitled to. */
  candidate: Readonly<{extraMinutes: number}>
  'candidate-gone': Nothing
  attendance: Readonly<{attendance: Attendance}>
  arrived: Readonly<{at: Instant; lateMinutes: number; tooLate: boolean}>
  admitted: Readonly<{decidedBy: PersonId}>
  'id-checked': Readonly<{document: IdDocument | null}>
  'id-missing': Readonly<{decidedBy: PersonId; admitted: boolean}>
  'handed-in': Readonly<{at: Instant}>
  device: Readonly<{device: string}>
  toilet: Readonly<{direction: 'out' | 'back'; at: Instant}>
  note: Nothing
  event: Readonly<{event: EventKind; concerns: readonly PersonId[]; action: string; at: Instant | null}>
  paused: Nothing
  resumed: Readonly<{pausedMinutes: number}>
  aborted: Nothing
  extended: Readonly<{minutes: number}>
  'room-moved': Readonly<{from: RoomId | null; to: RoomId}>
  'handed-over': Readonly<{from: PersonId | null; to: PersonId}>
  /** Somebody came without a seat; he is no candidate by it (feature D8). */
  'walk-in': Readonly<{examId: ExamId; admitted: boolean}>
  /** What the office did about him afterwards, in the text. */
  'walk-in-settled': Readonly<{examId: ExamId}>
  signed: Readonly<{role: string}>
  closed: Nothing
  addendum: Nothing
}
export type FactKind = keyof FactDetails

/** A stored fact whose detail is known by its kind. */
export type FactOf<K extends FactKind> = Readonly<
  Omit<ReportFact, 'kind' | 'detail'> & {kind: K; detail: FactDetails[K] & Readonly<{text: string}>}
>
export type Fact = {[K in FactKind]: FactOf<K>}[FactKind]

/** Whom a fact is about: an enrolment of a student, or the student whatever exam he takes. */
export type FactSubject = Readonly<{personId: PersonId; enrolmentId: EnrolmentId | null}>

/** A fact as it is said, before it is received. */
export type FactDraft = {
  [K in FactKind]: Readonly<{kind: K; detail: FactDetails[K]; about?: FactSubject; text?: string | undefined}>
}[FactKind]
