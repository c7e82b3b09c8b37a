import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Instant} from '../../time.ts'
import {arrival} from './attendance.ts'
import {deciderOf, deciderReasons} from '../cases/decider.ts'
import {statesOf} from './record-attendance.ts'
import {atDesk} from './report-desk.ts'
import type {FactDraft} from './report-facts.ts'
import type {CandidateState} from './candidate-state.ts'
import {type Candidate, candidatesOf} from '../lists/roster.ts'
import {timeAt} from './session-time.ts'
import type {DeliveryStores} from '../store.ts'

export const AdmitLate = z.strictObject({
  session: z.string(),
  student: z.string(),
  exam: z.string().optional(),
  /** `09:42`; needed where the report does not hold it yet. */
  arrived: z.string().optional(),
  /** Staff code. */
  decidedBy: z.string(),
  reason: z.string().trim().min(1),
})

export type Admission = Readonly<{
  session: string
  zone: string
  student: string
  admitted: readonly Readonly<{exam: string; lateMinutes: number; endsAt: Instant}>[]
}>

/**
 * Records the decision to let in a student who came later than the exam's limit. He may take the exam from then on; its end
 * stays as it was (Examenprotocol art. 13).
 *
 * @throws ExamError `report.refused` with `report.no-arrival`, `report.not-late`, `report.decider-not-of-board`;
 *   `staff.not-found`; as `atDesk`
 */
export async function admitLate(ctx: Context<DeliveryStores>, input: z.input<typeof AdmitLate>): Promise<Admission> {
  const {session, student, exam, arrived, decidedBy, reason} = parsed(AdmitLate, input)
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason}, async (desk) => {
    const candidates = candidatesOf(desk.roster, {students: [student], exam, noun: 'report'})
    const states = await statesOf(desk, candidates)
    const at = arrived === undefined ? null : timeAt(desk.session, arrived, desk.entry.now)
    const late = candidates.flatMap((candidate) => lateBy(candidate, states.get(candidate.enrolment.id), at))
    const decider = await deciderOf(desk.stores, decidedBy, {now: desk.entry.now, zone: desk.institution.zone})
    refuseIfAny('report', [
      ...lateReasons(late, {student, at}),
      ...deciderReasons(
        decider,
        late.map(({candidate}) => candidate.exam),
      ),
    ])
    return {
      facts: late.flatMap(({candidate, arrivedAt}) =>
        admissionFacts(candidate, {arrivedAt, decidedBy: decider.person.id, reason, known: at === null}),
      ),
      answer: {
        session: desk.session.code,
        zone: desk.session.zone,
        student,
        admitted: late.map(({candidate, lateMinutes}) => ({
          exam: candidate.exam.code,
          lateMinutes,
          endsAt: candidate.endsAt,
        })),
      },
    }
  })
}

type Late = Readonly<{candidate: Candidate; arrivedAt: Instant; lateMinutes: number}>

function lateBy(candidate: Candidate, state: CandidateState | undefined, at: Instant | null): readonly Late[] {
  const arrivedAt = at ?? state?.arrivedAt ?? null
  if (arrivedAt === null) return []
  const {tooLate, lateMinutes} = arrival(candidate, arrivedAt)
  return tooLate ? [{candidate, arrivedAt, lateMinutes}] : []
}

function lateReasons(
  late: readonly Late[],
  {student, at}: Readonly<{student: string; at: Instant | null}>,
): readonly Reason[] {
  if (late.length > 0) return []
  if (at === null)
    return [
      {
        code: 'report.no-arrival',
        message: `It is not known when ${student} came too late; give it with: --arrived 09:42`,
        details: {student},
      },
    ]
  return [
    {
      code: 'report.not-late',
      message: `${student} came within the limit and needs no decision; record the attendance.`,
      details: {student},
    },
  ]
}

type Decision = Readonly<{arrivedAt: Instant; decidedBy: Candidate['person']['id']; reason: string; known: boolean}>

function admissionFacts(candidate: Candidate, {arrivedAt, decidedBy, reason, known}: Decision): readonly FactDraft[] {
  const about = {personId: candidate.person.id, enrolmentId: candidate.enrolment.id}
  const admitted: FactDraft = {kind: 'admitted', detail: {decidedBy}, about, text: reason}
  return known ? [admitted] : [{kind: 'arrived', detail: arrival(candidate, arrivedAt), about}, admitted]
}
