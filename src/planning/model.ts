import type {
  LocationId,
  RoomId,
  PersonId,
  ExamId,
  ExamVersionId,
  PeriodId,
  RegistrationId,
  PlanId,
  SessionId,
  SessionExamId,
  PoolId,
  EnrolmentId,
  OralSlotId,
} from '../ids.ts'
import type {Json} from '../json.ts'
import type {Day, Instant, WallTime} from '../time.ts'

/** A sitting (zitting): a place, a time and the exams offered there. */
export type Session = Readonly<{
  id: SessionId
  code: string
  periodId: PeriodId
  kind: 'cluster' | 'oral' | 'practical'
  state: 'planned' | 'published' | 'final' | 'running' | 'reported' | 'cancelled' | 'aborted'
  locationId: LocationId | null
  roomId: RoomId | null
  place: string
  onDate: Day
  fromTime: WallTime
  minutes: number
  zone: string
  startsAt: Instant
  endsAt: Instant
  listVersion: number
  planId: PlanId | null
  publishedAt: Instant | null
  finalAt: Instant | null
  endedAt: Instant | null
  version: number
}>

/** A day or part of a session that lasts several. */
export type SessionPart = Readonly<{
  id: string
  sessionId: SessionId
  onDate: Day
  fromTime: WallTime
  minutes: number
  startsAt: Instant
  endsAt: Instant
  place: string
  endedAt: Instant | null
}>

/** One exam in one session; enrolments point to it. */
export type SessionExam = Readonly<{
  id: SessionExamId
  sessionId: SessionId
  examId: ExamId
  examVersionId: ExamVersionId
  position: number
  endedAt: Instant | null
}>

/** Seats of a session that are given out together. */
export type SeatPool = Readonly<{
  id: PoolId
  sessionId: SessionId
  capacity: number
  taken: number
  filterKind: 'exam' | 'group' | 'location' | null
  filterId: string | null
  releasesAt: Instant | null
  endedAt: Instant | null
  version: number
}>

/** Who works at a session. */
export type SessionDuty = Readonly<{
  id: string
  sessionId: SessionId
  personId: PersonId
  duty: 'lead' | 'invigilator' | 'assessor' | 'exam-leader' | 'actor'
  startsAt: Instant
  endsAt: Instant
  endedAt: Instant | null
}>

/** Somebody who is there in reserve for a part of a day at a location. */
export type StaffReserve = Readonly<{
  id: string
  personId: PersonId
  locationId: LocationId
  onDate: Day
  startsAt: Instant
  endsAt: Instant
  endedAt: Instant | null
}>

/** A time during which a room is taken, by a session or a reservation. */
export type RoomBooking = Readonly<{
  id: string
  roomId: RoomId
  sessionId: SessionId | null
  title: string
  bookedBy: PersonId | null
  onDate: Day
  fromTime: WallTime
  minutes: number
  zone: string
  startsAt: Instant
  endsAt: Instant
  endedAt: Instant | null
}>

/** A student's place in an oral session. */
export type OralSlot = Readonly<{
  id: OralSlotId
  sessionId: SessionId
  sessionExamId: SessionExamId
  roomId: RoomId | null
  startsAt: Instant
  endsAt: Instant
  preparationMinutes: number
  examinerIds: readonly PersonId[]
  enrolmentId: EnrolmentId | null
  /** For whom a plan keeps it; whoever has it already is its enrolment's. */
  registrationId: RegistrationId | null
  endedAt: Instant | null
}>

/** A stored outcome of the planner. */
export type Plan = Readonly<{
  id: PlanId
  code: string
  periodId: PeriodId
  state: 'draft' | 'applied' | 'withdrawn'
  basedOn: Json
  problemDigest: string
  costs: Json
  body: Json
  createdAt: Instant
  appliedAt: Instant | null
  version: number
}>

/**
 * The conflict-free place a plan holds for a registration (its certificate). It counts once the plan is applied, as long as
 * the session has not ended; of a draft plan the session and its exam do not exist yet.
 */
export type PlanSeat = Readonly<{
  planId: PlanId
  registrationId: RegistrationId
  sessionId: SessionId
  sessionExamId: SessionExamId
}>

/** The last look at whether everybody of a period who is not enrolled can still have a place. */
export type CertificateRecord = Readonly<{
  id: string
  periodId: PeriodId
  checkedAt: Instant
  /** Fingerprint of the seats and registrations that were looked at. */
  basis: string
  /** Registrations that were not enrolled, and of them those without any place. */
  waiting: number
  stuck: number
  /** Codes of the registrations that were stuck. */
  detail: Json
}>
