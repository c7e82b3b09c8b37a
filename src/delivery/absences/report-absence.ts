import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuse, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Absence} from '../model.ts'
import {isAbsent} from '../reports/report-attempts.ts'
import type {Attendance} from '../reports/report-facts.ts'
import {requirePost} from '../lists/session-staff.ts'
import type {DeliveryStores} from '../store.ts'

export const ABSENCE_REASONS = ['ill', 'permitted', 'other', 'none'] as const

/** No medical paper is kept: only whether proof was seen (design §4). */
export const ReportAbsence = z.strictObject({
  student: z.string(),
  exam: z.string(),
  reason: z.enum(ABSENCE_REASONS),
  proofSeen: z.boolean().default(false),
})

export type ReportedAbsence = Readonly<{
  student: string
  exam: string
  session: string
  reason: Absence['reason']
  proofSeen: boolean
  changed: boolean
}>

/**
 * Reports that a student will not come to an exam for which he is enrolled, or did not come and why. A second report before
 * the judgement replaces the first. A student reports for himself, a teacher for his groups, session staff for their session.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`; `absence.refused` with `absence.not-enrolled`, `absence.was-present`;
 *   as `requirePost`
 */
export async function reportAbsence(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof ReportAbsence>,
): Promise<ReportedAbsence> {
  const {student, exam: examCode, reason, proofSeen} = parsed(ReportAbsence, input)
  const {id: personId} = await ctx.read('people.read', ({students}) => students.get(student))
  return ctx.write('absence.report', {lock: {person: [personId]}}, async (stores, entry) => {
    const exam = await stores.exams.get(examCode)
    const [registration] = await stores.registrations.all({personId, examId: exam.id})
    const enrolment = registration && (await stores.enrolments.all({registrationId: registration.id}))[0]
    if (!registration || !enrolment) throw notEnrolled(student, exam.code)
    const session = await stores.sessions.get(enrolment.sessionId)
    if (entry.role === 'lead' || entry.role === 'invigilator')
      await requirePost(stores, entry, {session, post: 'staff'})
    const [attempt] = await stores.attempts.all({enrolmentId: enrolment.id})
    refuseIfAny('absence', attempt && !isAbsent(attempt.attendance as Attendance) ? [wasPresent(student)] : [])
    const [known] = await stores.absences.all({registrationId: registration.id, verdict: null})
    const said = {reason, proofSeen, enrolmentId: enrolment.id, reportedBy: entry.person, reportedAt: entry.now}
    if (known) await stores.absences.change(known.id, said)
    else
      await stores.absences.add([
        {...said, id: ctx.ids.next<string>(), registrationId: registration.id, personId, ...UNJUDGED},
      ])
    entry.note({
      about: ['registration', registration.id],
      for: personId,
      facts: {exam: exam.code, session: session.code, reason, proofSeen},
    })
    return {student, exam: exam.code, session: session.code, reason, proofSeen, changed: known !== undefined}
  })
}

const UNJUDGED = {
  verdict: null,
  judgedBy: null,
  judgedAt: null,
  attemptCounts: null,
  resitLapses: null,
  endedAt: null,
  version: 1,
} as const

function wasPresent(student: string): Reason {
  return {
    code: 'absence.was-present',
    message: `${student} was there, as the report of the session says.`,
    details: {student},
  }
}

function notEnrolled(student: string, exam: string): Error {
  return refuse('absence', [
    {
      code: 'absence.not-enrolled',
      message: `${student} is not enrolled for ${exam}; see what he is enrolled for with: ontrac enrolment list`,
      details: {student, exam},
    },
  ])
}
