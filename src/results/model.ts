import type {
  EnrolmentId,
  PersonId,
  MandateId,
  ExamId,
  ExamPartId,
  RegistrationId,
  SessionId,
  AttemptId,
  ResultId,
  ResitId,
} from '../ids.ts'
import type {Instant} from '../time.ts'

/** The outcome of an attempt, or of a part of it. */
export type Result = Readonly<{
  id: ResultId
  attemptId: AttemptId
  partId: ExamPartId | null
  personId: PersonId
  examId: ExamId
  sessionId: SessionId | null
  step: 'attendance' | 'score' | 'final'
  score: string | null
  passed: boolean | null
  scoredBy: PersonId | null
  receivedAt: Instant
  source: string
  establishedAt: Instant | null
  establishedBy: PersonId | null
  mandateId: MandateId | null
  publishedAt: Instant | null
  openedAt: Instant | null
  sentAt: Instant | null
  endedAt: Instant | null
  version: number
}>

/** A result as it came in, and what was done with it. */
export type ResultMessage = Readonly<{
  id: string
  attemptId: AttemptId
  resultId: ResultId | null
  state: 'applied' | 'held' | 'same' | 'refused'
  attendance: string | null
  score: string | null
  step: string
  source: string
  receivedAt: Instant
}>

/** What one assessor gave a candidate; it stands once he signed. */
export type Assessment = Readonly<{
  id: string
  enrolmentId: EnrolmentId
  sessionId: SessionId
  personId: PersonId
  assessorId: PersonId
  score: string
  remark: string
  givenAt: Instant
  signedAt: Instant | null
  endedAt: Instant | null
  version: number
}>

/** A request to take an exam again. */
export type ResitRequest = Readonly<{
  id: ResitId
  code: string
  personId: PersonId
  examId: ExamId
  attemptId: AttemptId | null
  requestedBy: PersonId | null
  requestedAt: Instant
  /** Why it is asked, in the asker's words. */
  reason: string
  state: 'asked' | 'granted' | 'refused' | 'waits-for-sis' | 'withdrawn'
  decidedBy: PersonId | null
  decidedAt: Instant | null
  byRule: boolean
  registrationId: RegistrationId | null
  version: number
}>
