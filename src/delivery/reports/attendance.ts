import type {Reason} from '../../errors.ts'
import type {Instant} from '../../time.ts'
import {isTooLate, lateLimit, lateMinutes} from './lateness.ts'
import type {Attendance, FactDraft} from './report-facts.ts'
import type {CandidateState} from './candidate-state.ts'
import type {Candidate} from '../lists/roster.ts'

/** What is seen of a candidate; null is not said. */
export type Seen = Readonly<{
  attendance: Attendance
  arrivedAt: Instant | null
  idChecked: boolean
  handedInAt: Instant | null
  device: string | null
}>

/** With these codes a student took the exam, at least in part. */
const TAKING: readonly Attendance[] = ['notFinished', 'present']

/**
 * Why what is seen cannot be recorded of a candidate; an empty list means that it can.
 *
 * Who comes later than the exam's limit takes no part unless that was decided and recorded (Examenprotocol art. 12); the
 * end of the exam stays as it was (art. 13).
 */
export function attendanceReasons(
  candidate: Candidate,
  state: CandidateState | undefined,
  seen: Seen,
): readonly Reason[] {
  const reasons: Reason[] = []
  const arrivedAt = seen.arrivedAt ?? state?.arrivedAt ?? null
  const student = candidate.person.studentNumber ?? ''
  const tooLate = arrivedAt !== null && isTooLate(candidate.exam, candidate.startsAt, arrivedAt)
  if (tooLate && TAKING.includes(seen.attendance) && state?.lateDecision !== true)
    reasons.push(tooLateReason(candidate, arrivedAt))
  if (seen.attendance === 'notPresent' && seen.arrivedAt !== null && !tooLate)
    reasons.push({
      code: 'report.not-there',
      message: `${student} cannot have arrived in time and be absent.`,
      details: {student},
    })
  if (seen.handedInAt !== null && seen.attendance !== 'present')
    reasons.push({
      code: 'report.not-handed-in',
      message: `Who handed in is present; record ${student} as present.`,
      details: {student},
    })
  if (seen.handedInAt !== null && seen.handedInAt < (arrivedAt ?? candidate.startsAt))
    reasons.push({
      code: 'report.wrong-order',
      message: `${student} cannot hand in before he started.`,
      details: {student},
    })
  return reasons
}

/** The facts that say what is seen, without what the report says already. */
export function attendanceFacts(
  candidate: Candidate,
  state: CandidateState | undefined,
  seen: Seen,
): readonly FactDraft[] {
  const about = {personId: candidate.person.id, enrolmentId: candidate.enrolment.id}
  const facts: FactDraft[] = []
  if (seen.arrivedAt !== null && seen.arrivedAt !== state?.arrivedAt)
    facts.push({kind: 'arrived', detail: arrival(candidate, seen.arrivedAt), about})
  if (seen.attendance !== state?.attendance)
    facts.push({kind: 'attendance', detail: {attendance: seen.attendance}, about})
  if (seen.idChecked && !state?.idChecked) facts.push({kind: 'id-checked', detail: {document: null}, about})
  if (seen.device !== null && seen.device !== state?.device)
    facts.push({kind: 'device', detail: {device: seen.device}, about})
  if (seen.handedInAt !== null && seen.handedInAt !== state?.handedInAt)
    facts.push({kind: 'handed-in', detail: {at: seen.handedInAt}, about})
  return facts
}

/** What an arrival says: how late, and whether that is over the exam's limit. */
export function arrival(
  {exam, startsAt}: Candidate,
  at: Instant,
): Readonly<{at: Instant; lateMinutes: number; tooLate: boolean}> {
  return {at, lateMinutes: lateMinutes(startsAt, at), tooLate: isTooLate(exam, startsAt, at)}
}

function tooLateReason({person, exam, startsAt}: Candidate, arrivedAt: Instant): Reason {
  const student = person.studentNumber ?? ''
  const late = lateMinutes(startsAt, arrivedAt)
  const limit = lateLimit(exam)
  return {
    code: 'report.too-late',
    message: `${student} came ${late} minutes after the start of ${exam.code}, which admits until ${limit}; record who decided otherwise with: ontrac report admit`,
    details: {student, exam: exam.code, lateMinutes: late, limit},
  }
}
