import type {DemandFreeze} from '../registration/model.ts'
import type {ReportFact, SessionReport} from '../delivery/model.ts'
import type {SessionId} from '../ids.ts'
import type {Instant, Moment} from '../time.ts'

/** Promises that one question to the store can check. */
export const STORE_CHECKS = [
  'pool-fits',
  'pool-counted',
  'student-once',
  'room-once',
  'staff-once',
  'one-registration',
  'registration-closed',
  'one-enrolment',
  'enrolment-agreed',
  'enrolment-seated',
  'seat-used',
  'exam-offered',
  'slot-held',
  'ended-session-empty',
  'waiting-open',
  'offer-held',
  'frozen-as-registered',
  'report-signed',
  'attempt-numbered',
  'result-authorised',
  'result-in-attempt',
  'case-undecided',
  'published-established',
  'run-in-steps',
  'lane-in-order',
  'reference-there',
] as const
export type StoreCheck = (typeof STORE_CHECKS)[number]

/** A row that breaks a promise, by the codes people know, else by ids. */
export type Violation = Readonly<Record<string, string | number | null>>

/** Something planned, with its times as they are kept. */
export type PlannedTime = Readonly<{
  id: string
  what: 'session' | 'booking'
  code: string
  moment: Moment
  startsAt: Instant
  endsAt: Instant
}>

/** A freeze, how many rows it holds, and what the audit trail said then; null when the trail does not know of it. */
export type FreezeCount = Pick<DemandFreeze, 'id' | 'frozenAt'> &
  Readonly<{period: string; rows: number; noted: readonly number[]}>

/** Questions about promises that hold over the whole store; they look beyond every reach. */
export type VerifyQuestions = Readonly<{
  /** At most `limit` rows that break a promise. */
  broken: (check: StoreCheck, limit: number) => Promise<readonly Violation[]>
  /** Closed reports in order of session after `after`, with the session's code. */
  signedReports: (
    after: SessionId | '',
    limit: number,
  ) => Promise<readonly (Pick<SessionReport, 'sessionId' | 'digest'> & Readonly<{session: string}>)[]>
  factsOf: (sessions: readonly SessionId[]) => Promise<readonly ReportFact[]>
  /** Active sessions, then bookings, in order of id after `after`. */
  planned: (what: PlannedTime['what'], after: string, limit: number) => Promise<readonly PlannedTime[]>
  freezes: () => Promise<readonly FreezeCount[]>
}>
