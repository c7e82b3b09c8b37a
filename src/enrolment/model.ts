import type {
  PersonId,
  ExamVersionId,
  RegistrationId,
  SessionId,
  SessionExamId,
  PoolId,
  SeatId,
  EnrolmentId,
  WaitingId,
  OfferId,
} from '../ids.ts'
import type {Instant} from '../time.ts'

/** A student's place in a session, whatever number of its exams he takes there. */
export type Seat = Readonly<{
  id: SeatId
  sessionId: SessionId
  personId: PersonId
  poolId: PoolId
  label: string | null
  startsAt: Instant
  endsAt: Instant
  endedAt: Instant | null
  version: number
}>

/** A registration placed in a session exam. */
export type Enrolment = Readonly<{
  id: EnrolmentId
  registrationId: RegistrationId
  personId: PersonId
  sessionExamId: SessionExamId
  sessionId: SessionId
  seatId: SeatId
  position: number
  examVersionId: ExamVersionId
  extraMinutes: number
  aids: readonly string[]
  source: 'student' | 'teacher' | 'office' | 'plan' | 'offer' | 'move'
  enrolledBy: PersonId | null
  enrolledAt: Instant
  endedAt: Instant | null
  endReason: string | null
  movedToId: EnrolmentId | null
  version: number
}>

/** A student waiting for a seat. */
export type WaitingPlace = Readonly<{
  id: WaitingId
  registrationId: RegistrationId
  personId: PersonId
  sessionId: SessionId
  sessionExamId: SessionExamId
  joinedAt: Instant
  endedAt: Instant | null
  endReason: string | null
}>

/** A freed seat held for somebody who waits. */
export type SeatOffer = Readonly<{
  id: OfferId
  waitingPlaceId: WaitingId
  poolId: PoolId
  offeredAt: Instant
  expiresAt: Instant
  state: 'open' | 'accepted' | 'expired' | 'declined'
  decidedAt: Instant | null
}>
