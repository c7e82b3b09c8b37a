declare const brand: unique symbol

/** A UUIDv7 that names one thing of a kind; two ids of different kinds cannot be swapped by mistake. */
export type Id<Kind extends string> = string & {readonly [brand]: Kind}

export type InstitutionId = Id<'institution'>
export type LocationId = Id<'location'>
export type RoomId = Id<'room'>
export type PersonId = Id<'person'>
export type ProgrammeId = Id<'programme'>
export type GroupId = Id<'group'>
export type BoardId = Id<'board'>
export type MandateId = Id<'mandate'>
export type ExamId = Id<'exam'>
export type ExamPartId = Id<'exam-part'>
export type ExamVersionId = Id<'exam-version'>
export type PeriodId = Id<'period'>
export type RegistrationId = Id<'registration'>
export type FreezeId = Id<'freeze'>
export type PlanId = Id<'plan'>
export type SessionId = Id<'session'>
export type SessionExamId = Id<'session-exam'>
export type PoolId = Id<'pool'>
export type SeatId = Id<'seat'>
export type EnrolmentId = Id<'enrolment'>
export type WaitingId = Id<'waiting'>
export type OfferId = Id<'offer'>
export type OralSlotId = Id<'oral-slot'>
export type CaseId = Id<'case'>
export type AttemptId = Id<'attempt'>
export type ResultId = Id<'result'>
export type ResitId = Id<'resit'>
export type RunId = Id<'run'>
export type PartyId = Id<'party'>
export type FileId = Id<'file'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether what a person typed is an id; otherwise it is a code (design rule 5: commands take either). */
export function isId(text: string): boolean {
  return UUID.test(text)
}
