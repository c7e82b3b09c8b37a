import type {PersonId, ExamId, RegistrationId, SessionId, EnrolmentId, CaseId} from '../ids.ts'
import type {Json} from '../json.ts'
import type {Instant} from '../time.ts'

/** The lists of a session as fixed and handed over. */
export type ListVersion = Readonly<{
  id: string
  sessionId: SessionId
  number: number
  /** The session's version once its lists were fixed; with a later one they may be others. */
  sessionVersion: number
  fixedAt: Instant
  digest: string
  body: Json
}>

/** One thing recorded in a session report; the report's state is the fold of its facts. */
export type ReportFact = Readonly<{
  id: string
  sessionId: SessionId
  /** Place in the order of receipt, 1, 2, 3… without gaps, given under the session's lock (design rule 12). */
  number: number
  kind: string
  personId: PersonId | null
  enrolmentId: EnrolmentId | null
  detail: Json
  /** Given where it was said, so that it is received once; the facts of one saying share it. */
  clientId: string | null
  /** Number of the last fact that its maker had seen; null when he saw all that were there and settles them. */
  basis: number | null
  /** When it was said by the clock of the device, and how far that clock was behind the server's. */
  deviceAt: Instant | null
  offsetMs: number | null
  receivedAt: Instant
  byPersonId: PersonId | null
  addendum: boolean
}>

/** The report (proces-verbaal) of a session; `signed` is closed for good, and its version is the number of its last fact. */
export type SessionReport = Readonly<{
  sessionId: SessionId
  state: 'open' | 'signed'
  openedAt: Instant
  signedAt: Instant | null
  digest: string | null
  version: number
}>

/** What the report says of one enrolment. */
export type CandidateReport = Readonly<{
  enrolmentId: EnrolmentId
  sessionId: SessionId
  personId: PersonId
  attendance: 'notKnown' | 'notPresent' | 'notStarted' | 'notFinished' | 'present'
  arrivedAt: Instant | null
  lateMinutes: number
  admitted: boolean
  idChecked: boolean
  extraGivenMinutes: number
  incidentMinutes: number
  handedInAt: Instant | null
  device: string
  version: number
}>

/** Who confirmed a report and over which digest. */
export type ReportSignature = Readonly<{
  id: string
  sessionId: SessionId
  personId: PersonId
  signerName: string
  signerRole: string
  signedAt: Instant
  digest: string
}>

/** That a student will not or did not come, and what was decided on it. */
export type Absence = Readonly<{
  id: string
  registrationId: RegistrationId
  enrolmentId: EnrolmentId | null
  personId: PersonId
  reportedBy: PersonId | null
  reportedAt: Instant
  reason: 'ill' | 'permitted' | 'other' | 'none'
  proofSeen: boolean
  verdict: 'valid' | 'invalid' | null
  judgedBy: PersonId | null
  judgedAt: Instant | null
  attemptCounts: boolean | null
  resitLapses: boolean | null
  endedAt: Instant | null
  version: number
}>

/** An irregularity, suspicion of fraud or calamity. */
export type Case = Readonly<{
  id: CaseId
  code: string
  kind: 'irregularity' | 'fraud' | 'calamity'
  scopeKind: 'candidates' | 'exam' | 'session'
  sessionId: SessionId | null
  examId: ExamId | null
  severity: 'minor' | 'board' | null
  state: 'open' | 'triaged' | 'decided' | 'withdrawn'
  openedBy: PersonId | null
  openedAt: Instant
  inspectorateToldAt: Instant | null
  cvteAskedAt: Instant | null
  decidedAt: Instant | null
  version: number
}>

/** A student's part in a case. */
export type CaseCandidate = Readonly<{
  id: string
  caseId: CaseId
  enrolmentId: EnrolmentId
  personId: PersonId
  heardAt: Instant | null
  decision: 'valid' | 'void-counts' | 'void-returned' | 'excluded' | 'new-sitting' | null
  decidedBy: PersonId | null
  decidedAt: Instant | null
}>

/** A text in a case: what happened, hearing, decision. */
export type CaseNote = Readonly<{
  id: string
  caseId: CaseId
  /** The student it is about, null for the whole case. */
  personId: PersonId | null
  kind: string
  content: string
  at: Instant
  byPersonId: PersonId | null
}>
