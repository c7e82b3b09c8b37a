import type {ExchangeStores} from '../exchange/store.ts'
import type {ExamId, PeriodId, RegistrationId, SessionId} from '../ids.ts'
import type {Session} from '../planning/model.ts'
import type {Registration} from '../registration/model.ts'
import type {Instant} from '../time.ts'
import type {SignInStores} from '../sign-in/store.ts'
import type {VerifyQuestions} from '../verify/store.ts'
import type {TaskQuestions} from './tasks-store.ts'

/** A session as a step of its period looks at it; cancelled ones are left out. */
export type SessionState = Readonly<{
  id: SessionId
  code: string
  state: Session['state']
  publishedAt: Instant | null
  /** Seats of all its pools. */
  seats: number
  /** Active enrolments and waiting places. */
  taken: number
}>

/** What keeps a period from closing. */
export type OpenMatters = Readonly<{
  /** Codes of sessions that are neither reported nor aborted nor cancelled. */
  sessions: readonly string[]
  /** Attempts without an established result or a judged absence; of an aborted session only those that count or have a score. */
  results: number
  /** Absences that nobody judged. */
  absences: number
  /** Codes of cases that are not decided. */
  cases: readonly string[]
  /** Registrations that are open still. */
  registrations: number
}>

/** A registration as it was read, and whether it is to be a late one. */
export type Movable = Readonly<{id: RegistrationId; version: number; late: boolean}>

/** Questions over all phases, for whoever moves a period on. */
export type LifecycleQuestions = Readonly<{
  /** Sessions of a period, or those that offer one exam, by code. */
  sessions: (period: PeriodId, exam: ExamId | null) => Promise<readonly SessionState[]>
  openMatters: (period: PeriodId) => Promise<OpenMatters>
  /** Open registrations without a place of exams that these sessions offer, by exam. */
  toEnrol: (period: PeriodId, sessions: readonly SessionId[]) => Promise<ReadonlyMap<ExamId, number>>
  /** Open registrations of a period without an active enrolment or waiting place, in order of id after `after`. */
  unused: (period: PeriodId, after: string, limit: number) => Promise<readonly Registration[]>
  /** Moves unused registrations to another period where their version is still the one given; answers which were. */
  moveToPeriod: (rows: readonly Movable[], to: PeriodId) => Promise<ReadonlySet<RegistrationId>>
}>

/** What every phase remembers: the period's life knows them all. */
export type LifecycleStores = ExchangeStores &
  SignInStores &
  Readonly<{lifecycle: LifecycleQuestions; tasks: TaskQuestions; verification: VerifyQuestions}>
