import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {type Instant, plusMinutes} from '../../time.ts'
import type {CandidateReport} from '../model.ts'
import {atDesk} from './report-desk.ts'
import type {FactDraft} from './report-facts.ts'
import {isWorking} from './candidate-state.ts'
import {type Candidate, candidatesOf} from '../lists/roster.ts'
import type {DeliveryStores} from '../store.ts'

export const ExtendTime = z.strictObject({
  session: z.string(),
  /** One student, or everybody who is still at work. */
  student: z.string().optional(),
  exam: z.string().optional(),
  minutes: z.int().min(1).max(240),
  reason: z.string().trim().min(1),
  /** The same form or command sent twice gives the minutes once. */
  key: z.string().optional(),
})

/** The new ends of those who got minutes. */
export type Extension = Readonly<{
  session: string
  zone: string
  minutes: number
  extended: readonly Readonly<{student: string; exam: string; incidentMinutes: number; endsAt: Instant}>[]
}>

/**
 * Gives minutes for an incident, to one candidate or to all who are at work; they are kept apart from the extra time that a
 * student has by right, and add up.
 *
 * @throws ExamError `report.refused` with `report.not-at-work`; as `atDesk`, for the lead
 */
export async function extendTime(ctx: Context<DeliveryStores>, input: z.input<typeof ExtendTime>): Promise<Extension> {
  const {session, student, exam, minutes, reason, key} = parsed(ExtendTime, input)
  return atDesk(ctx, {deed: 'report.control', session, post: 'lead', reason, key}, (desk) => {
    const meant =
      student === undefined ? desk.roster : candidatesOf(desk.roster, {students: [student], exam, noun: 'report'})
    const known = new Map(desk.known.map((each) => [each.enrolmentId, each]))
    const working = meant.filter(({enrolment}) => isAtWork(known.get(enrolment.id)))
    refuseIfAny('report', working.length > 0 ? [] : [nobodyAtWork(student)])
    return {
      facts:
        student === undefined
          ? [{kind: 'extended', detail: {minutes}, text: reason}]
          : working.map((candidate) => extended(candidate, minutes, reason)),
      answer: {
        session: desk.session.code,
        zone: desk.session.zone,
        minutes,
        extended: working.map((candidate) => withEnd(candidate, known.get(candidate.enrolment.id), minutes)),
      },
    }
  })
}

function isAtWork(report: CandidateReport | undefined): boolean {
  return report === undefined || isWorking(report)
}

function extended({person, enrolment}: Candidate, minutes: number, text: string): FactDraft {
  return {kind: 'extended', detail: {minutes}, about: {personId: person.id, enrolmentId: enrolment.id}, text}
}

function withEnd(
  {person, exam, endsAt}: Candidate,
  report: CandidateReport | undefined,
  minutes: number,
): Extension['extended'][number] {
  const incidentMinutes = (report?.incidentMinutes ?? 0) + minutes
  return {
    student: person.studentNumber ?? '',
    exam: exam.code,
    incidentMinutes,
    endsAt: plusMinutes(endsAt, incidentMinutes),
  }
}

function nobodyAtWork(student: string | undefined): Reason {
  return {
    code: 'report.not-at-work',
    message: `${student ?? 'Everybody'} handed in or is absent, so no time can be given.`,
    details: {student},
  }
}
