import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Attempt} from '../../registration/model.ts'
import type {Instant} from '../../time.ts'
import {settleAbsences} from './absences-at-close.ts'
import {attendanceFacts, type Seen} from './attendance.ts'
import {renumber} from './attempt-numbers.ts'
import {statesOf} from './record-attendance.ts'
import {countsAtFirst} from './report-attempts.ts'
import {atDesk, type Desk} from './report-desk.ts'
import {ATTENDANCES, type Attendance} from './report-facts.ts'
import {type Candidate, candidatesOf} from '../lists/roster.ts'
import {timeAt} from './session-time.ts'
import type {DeliveryStores} from '../store.ts'

export const CorrectReport = z.strictObject({
  session: z.string(),
  student: z.string(),
  exam: z.string().optional(),
  attendance: z.enum(ATTENDANCES).exclude(['notKnown']),
  arrived: z.string().optional(),
  handedIn: z.string().optional(),
  reason: z.string().trim().min(1),
})

export type CorrectedReport = Readonly<{
  session: string
  student: string
  corrected: readonly Readonly<{exam: string; before: Attendance; after: Attendance}>[]
}>

/**
 * Corrects what a signed report says of a student's attendance: the office adds what it should have been and why, and his
 * attempt follows. What was signed stays readable beside it.
 *
 * @throws ExamError `report.office-only`; `report.refused` with `report.not-signed`, `report.result-established`,
 *   `report.absence-judged`, `report.case-decided`, `report.not-a-candidate`; as `atDesk`
 */
export async function correctReport(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof CorrectReport>,
): Promise<CorrectedReport> {
  const wanted = parsed(CorrectReport, input)
  const {session, student, exam, reason} = wanted
  const {id: personId} = await ctx.read('people.read', ({students}) => students.get(student))
  return atDesk(
    ctx,
    {deed: 'report.record', session, post: 'staff', reason, addendum: true, lock: {person: [personId]}},
    async (desk) => {
      if (desk.entry.reach !== 'all')
        throw new ExamError(
          'forbidden',
          'report.office-only',
          'Only the exam office corrects a signed report; add a remark with: ontrac report addendum',
        )
      refuseIfAny('report', await reasonsAgainst(desk, personId, student))
      const candidates = candidatesOf(desk.roster, {students: [student], exam, noun: 'report'})
      const attempts = await desk.stores.attempts.all({enrolmentId: candidates.map(({enrolment}) => enrolment.id)})
      const states = await statesOf(desk, candidates)
      await changeAttempts(ctx, desk, {attempts, attendance: wanted.attendance})
      const seen = seenAs(wanted, desk)
      return {
        facts: candidates
          .flatMap((candidate) => attendanceFacts(candidate, states.get(candidate.enrolment.id), seen))
          .map((fact) => ({...fact, text: reason})),
        answer: {
          session: desk.session.code,
          student,
          corrected: candidates.map((candidate) => change(candidate, states.get(candidate.enrolment.id), seen)),
        },
      }
    },
  )
}

async function reasonsAgainst(
  {stores, session}: Desk,
  personId: PersonId,
  student: string,
): Promise<readonly Reason[]> {
  const enrolments = (await stores.enrolments.history({sessionId: session.id, personId})).map(({id}) => id)
  const attempts = await stores.attempts.all({enrolmentId: enrolments})
  const judged = await stores.absences.all({enrolmentId: enrolments, verdict: ['valid', 'invalid']})
  const established = await stores.delivery.established(attempts.map(({id}) => id))
  const details = {student}
  return [
    ...(established.size > 0 || attempts.some(({score}) => score !== null)
      ? [
          {
            code: 'report.result-established',
            message: `The result of ${student} is established; reopen it first with: ontrac result reopen`,
            details,
          },
        ]
      : []),
    ...(judged.length > 0
      ? [
          {
            code: 'report.absence-judged',
            message: `The absence of ${student} is judged, so his attendance stays.`,
            details,
          },
        ]
      : []),
    ...(attempts.some((attempt) => attempt.void)
      ? [{code: 'report.case-decided', message: `A case on ${student} is decided, so his attendance stays.`, details}]
      : []),
  ]
}

async function changeAttempts(
  ctx: Context<DeliveryStores>,
  {stores, entry, session, institution: {policy}}: Desk,
  {attempts, attendance}: Readonly<{attempts: readonly Attempt[]; attendance: Attendance}>,
): Promise<void> {
  const aborted = session.state === 'aborted'
  const change = {attendance, counts: countsAtFirst(attendance, {policy, aborted})}
  for (const {id} of attempts) await stores.attempts.change(id, change)
  await renumber(stores, attempts)
  await settleAbsences(stores, {ctx, entry, attempts: attempts.map((attempt) => ({...attempt, ...change})), aborted})
}

function seenAs({attendance, arrived, handedIn}: z.output<typeof CorrectReport>, {session, entry}: Desk): Seen {
  const at = (text: string | undefined): Instant | null =>
    text === undefined ? null : timeAt(session, text, entry.now)
  return {attendance, arrivedAt: at(arrived), idChecked: false, handedInAt: at(handedIn), device: null}
}

function change({exam}: Candidate, state: {attendance: Attendance} | undefined, {attendance}: Seen) {
  return {exam: exam.code, before: state?.attendance ?? 'notKnown', after: attendance}
}
