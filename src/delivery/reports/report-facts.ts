import type {EnrolmentId, ExamId, PersonId, RoomId} from '../../ids.ts'
import type {Json} from '../../json.ts'
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

/** What happens to sets of papers: received from the office, laid before students, taken in again (feature D9). */
export const PAPER_STEPS = ['received', 'out', 'in'] as const
export type PaperStep = (typeof PAPER_STEPS)[number]

/** What can be said on a device without a connection. */
export type ProposedKind = Extract<
  FactKind,
  'attendance' | 'arrived' | 'id-checked' | 'handed-in' | 'device' | 'toilet' | 'note' | 'event'
>

type Nothing = Readonly<Record<never, never>>

/** Everything a session report can hold, by kind. Free text of a fact stands in `text` and nowhere else, so that it can be erased. */
export type FactDetails = {
  opened: Readonly<{listVersion: number}>
  /** The start page opens the exams of this session from then on. */
  released: Nothing
  /** The lead let everybody begin, in several rooms at the same moment. */
  started: Readonly<{at: Instant}>
  papers: Readonly<{step: PaperStep; count: number; sealed: boolean | null}>
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
  /** Said before the report was signed and received after: it counts for nothing unless somebody takes it over. */
  proposed: Readonly<{what: ProposedKind; said: Json}>
  'proposal-settled': Readonly<{proposal: number; taken: boolean}>
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
  [K in FactKind]: Readonly<{
    kind: K
    detail: FactDetails[K]
    about?: FactSubject
    text?: string | undefined
    /** Where it was said, when that was on a device. */
    made?: Made
  }>
}[FactKind]

/** How a fact came about on a device; see {@link ReportFact} for each. */
export type Made = Readonly<Pick<ReportFact, 'clientId' | 'deviceAt' | 'offsetMs' | 'basis'>>
