import type {LocationId, PersonId, ExamId, PeriodId, RegistrationId, FreezeId, EnrolmentId, AttemptId} from '../ids.ts'
import type {Day, Instant} from '../time.ts'

/** A student who needs an exam; at most one open over all periods. */
export type Registration = Readonly<{
  id: RegistrationId
  code: string
  personId: PersonId
  examId: ExamId
  periodId: PeriodId
  state: 'wanted' | 'agreed' | 'refused' | 'withdrawn' | 'used'
  source: 'student' | 'teacher' | 'office' | 'sis' | 'resit'
  sourceId: string | null
  requestedBy: PersonId | null
  requestedAt: Instant
  locationId: LocationId | null
  late: boolean
  decidedBy: PersonId | null
  decidedAt: Instant | null
  resitOf: AttemptId | null
  closedAt: Instant | null
  version: number
}>

/** A remark or reason on a registration. */
export type RegistrationNote = Readonly<{
  id: string
  registrationId: RegistrationId
  kind: string
  content: string
  at: Instant
  byPersonId: PersonId | null
}>

/** The moment at which the demand of a period (or of one exam in it) was frozen. */
export type DemandFreeze = Readonly<{
  id: FreezeId
  periodId: PeriodId
  examId: ExamId | null
  frozenAt: Instant
  undoneAt: Instant | null
}>

/** A registration as it was when demand was frozen. */
export type FrozenRegistration = Readonly<{
  freezeId: FreezeId
  registrationId: RegistrationId
  examId: ExamId
  personId: PersonId
  locationId: LocationId | null
  extraMinutes: number
  aids: readonly string[]
}>

/** One time that a student took an exam. */
export type Attempt = Readonly<{
  id: AttemptId
  registrationId: RegistrationId | null
  enrolmentId: EnrolmentId | null
  personId: PersonId
  examId: ExamId
  number: number
  takenOn: Day
  attendance: string
  counts: boolean
  void: boolean
  /** The established score of the whole exam, null until then. */
  score: string | null
  passed: boolean | null
  source: string
  endedAt: Instant | null
  version: number
}>
