import type {ExamId, ExamVersionId, PersonId, RegistrationId, RoomId, SessionExamId, SessionId} from '../../ids.ts'
import type {Json} from '../../json.ts'
import type {Day, Instant, WallTime} from '../../time.ts'
import type {PlanCost} from './plan-costs.ts'
import type {ByHand} from './planning-case.ts'
import type {Plan} from '../model.ts'
import type {UnplacedReason} from './unplaced.ts'

/** A session of a plan, whose ids are given out already: the certificate names them. */
export type PlannedSession = Readonly<{
  id: SessionId
  code: string
  roomId: RoomId
  room: string
  location: string
  on: Day
  from: WallTime
  minutes: number
  startsAt: Instant
  endsAt: Instant
  exams: readonly Readonly<{
    sessionExamId: SessionExamId
    examId: ExamId
    versionId: ExamVersionId
    exam: string
    students: number
  }>[]
  /** Students who have a seat in it, and seats there are. */
  students: number
  capacity: number
  lead: Readonly<{personId: PersonId; staff: string}> | null
  invigilators: readonly Readonly<{personId: PersonId; staff: string}>[]
}>

/** A registration without a place. */
export type UnplacedRegistration = Readonly<{
  registrationId: RegistrationId
  registration: string
  student: string
  exam: string
  reason: UnplacedReason
}>

/** What was asked for; the same question on the same basis gives the same plan. */
export type PlanQuestion = Readonly<{
  exams: readonly string[] | null
  from: Day | null
  to: Day | null
  dayParts: readonly string[] | null
  opens: boolean
  seed: number
  budget: number
  engine: string
}>

/** What a plan rests on: while this stands, what was checked holds. */
export type PlanBasis = Readonly<{
  /** Version of each session in the days of the plan, over all periods. */
  sessions: Readonly<Record<string, number>>
  /** Bookings of rooms in those days. */
  bookings: readonly string[]
  /** Fingerprint of the registrations that were to be placed. */
  registrations: string
}>

/** The part of a stored plan that is JSON. */
export type PlanBody = Readonly<{
  question: PlanQuestion
  sessions: readonly PlannedSession[]
  /** Seats given out in sessions that were there already. */
  inFixed: number
  unplaced: readonly UnplacedRegistration[]
  byHand: readonly ByHand[]
  /** What stays as it is when the plan is made again; absent is nothing. */
  pins?: PlanPins
}>

/** Sessions of a plan, and registrations in the session where they sit, that an officer wants to stay. */
export type PlanPins = Readonly<{sessions: readonly SessionId[]; registrations: readonly RegistrationId[]}>

/** What a plan costs, in all and by term. */
export type PlanCosts = Readonly<{total: number; terms: readonly PlanCost[]}>

export function bodyOf({body}: Pick<Plan, 'body'>): PlanBody {
  return body as unknown as PlanBody
}

/** What is pinned in a plan. */
export function pinsOf({pins}: PlanBody): PlanPins {
  return pins ?? {sessions: [], registrations: []}
}

export function costsOf({costs}: Pick<Plan, 'costs'>): PlanCosts {
  return costs as unknown as PlanCosts
}

export function basisOf({basedOn}: Pick<Plan, 'basedOn'>): PlanBasis {
  return basedOn as unknown as PlanBasis
}

/** A value made of plain data, as a JSON column takes it. */
export function asJson(value: PlanBody | PlanCosts | PlanBasis): Json {
  return value
}
