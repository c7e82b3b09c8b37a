import type {
  ExamId,
  ExamVersionId,
  LocationId,
  OralSlotId,
  PersonId,
  PlanId,
  RegistrationId,
  RoomId,
  SessionExamId,
  SessionId,
} from '../../ids.ts'
import type {Json} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import type {Day, Instant, WallTime} from '../../time.ts'
import type {OralCost} from '../engine/orals/oral-problem.ts'

/** A student's time in a planned session of orals. */
export type PlannedSlot = Readonly<{
  id: OralSlotId
  sessionExamId: SessionExamId
  exam: string
  registrationId: RegistrationId
  registration: string
  personId: PersonId
  student: string
  startsAt: Instant
  endsAt: Instant
  preparationMinutes: number
}>

/** What one panel hears in one half-day; ids are given out already. */
export type PlannedOrals = Readonly<{
  id: SessionId
  code: string
  roomId: RoomId
  room: string
  locationId: LocationId
  location: string
  on: Day
  from: WallTime
  minutes: number
  startsAt: Instant
  endsAt: Instant
  /** The first leads. */
  examiners: readonly Readonly<{personId: PersonId; staff: string}>[]
  exams: readonly Readonly<{sessionExamId: SessionExamId; examId: ExamId; versionId: ExamVersionId; exam: string}>[]
  slots: readonly PlannedSlot[]
}>

/** A registration that found no time: nobody may hear it, nobody who may is there when the student is, or all is full. */
export type UnplacedOral = Readonly<{
  registration: string
  student: string
  exam: string
  reason: 'no-examiner' | 'no-room' | 'no-common-time' | 'full'
}>

/** What an oral plan costs, and what any plan costs at least; `gap` is how far that is apart, in tenths of a per cent. */
export type OralPlanCosts = OralCost & Readonly<{bound: number; gap: number}>

/** All that is stored of an oral plan beside its sessions, which stand in the steps of its run. */
export type OralPlanOptions = Readonly<{
  period: string
  plan: PlanId
  seed: number
  proposals: number
  costs: OralPlanCosts
  unplaced: readonly UnplacedOral[]
}>

/** The kind of a run that holds an oral plan. */
export const ORAL_RUN = 'oral.apply'

export function oralOptions({options}: Pick<Run, 'options'>): OralPlanOptions {
  return options as unknown as OralPlanOptions
}

/** A value made of plain data, as a JSON column takes it. */
export function asOralJson(value: OralPlanOptions | readonly PlannedOrals[]): Json {
  return value
}
