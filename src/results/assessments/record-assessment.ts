import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {candidatesOf} from '../../delivery/lists/roster.ts'
import {isAbsent} from '../../delivery/reports/report-attempts.ts'
import type {Attendance} from '../../delivery/reports/report-facts.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Session} from '../../planning/model.ts'
import type {Assessment} from '../model.ts'
import {scoreOn} from '../scales.ts'
import type {ResultStores} from '../store.ts'
import {type Assessed, assessedSession} from './assessed-session.ts'
import {assessmentSheet, type SessionAssessments} from './show-assessments.ts'

/** A judgement: codes, and the score on the exam's scale as schools write it. */
export const RecordAssessment = z.strictObject({
  session: z.string().trim().min(1),
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  score: z.string().trim().min(1),
  remark: z.string().trim().max(2000).default(''),
})

/**
 * Gives an assessor's own judgement of a candidate, or changes it until he signs. Several assessors judge independently: none
 * sees the others' before all are given; the same score is agreed, and while theirs differ the candidate is not judged.
 *
 * @throws ExamError `session.not-found`, `assessment.not-yours`, `result.not-on-scale`; `assessment.refused` with
 * `assessment.not-a-candidate`, `assessment.not-begun`, `assessment.absent`, `assessment.signed`
 */
export async function recordAssessment(
  ctx: Context<ResultStores>,
  input: z.input<typeof RecordAssessment>,
): Promise<SessionAssessments> {
  const wanted = parsed(RecordAssessment, input)
  const id = await ctx.read('result.read', async ({sessions}) => (await sessions.get(wanted.session)).id)
  return ctx.write('assessment.record', {lock: {session: [id]}}, async (stores, entry) => {
    const {session, assessed} = await assessedSession(stores, entry, id)
    const [candidate] = candidatesOf(
      assessed.map((each) => each.candidate),
      {students: [wanted.student], exam: wanted.exam, noun: 'assessment'},
    )
    const found = assessed.find((each) => each.candidate === candidate)
    if (!found) throw new Error(`Candidate ${wanted.student} was found and is not judged`)
    refuseIfAny('assessment', reasonsAgainst(session, found, entry))
    const score = scoreOn(found.candidate.exam.resultScale, wanted.score)
    await keep(ctx, stores, entry, {found, score, remark: wanted.remark})
    entry.note({
      about: ['session', session.id],
      for: found.candidate.person.id,
      facts: {code: session.code, exam: found.candidate.exam.code, score},
    })
    return assessmentSheet(stores, entry, id)
  })
}

function reasonsAgainst(session: Session, found: Assessed, {now, person}: Entry): readonly Reason[] {
  const {code, startsAt} = session
  const reasons: Reason[] = []
  if (now < startsAt)
    reasons.push({code: 'assessment.not-begun', message: `Session ${code} has not begun; judge afterwards.`})
  if (isAbsent(found.attendance as Attendance))
    reasons.push({
      code: 'assessment.absent',
      message: 'This candidate was absent by the report; there is nothing to judge.',
    })
  if (found.judgements.some(({assessorId, signedAt}) => assessorId === person && signedAt !== null))
    reasons.push({
      code: 'assessment.signed',
      message: `You signed your judgements of session ${code}; ask the exam office.`,
    })
  return reasons
}

type Kept = Readonly<{found: Assessed; score: string; remark: string}>

async function keep(
  {ids}: Context<ResultStores>,
  {assessments}: ResultStores,
  {person, now}: Entry,
  {found, score, remark}: Kept,
): Promise<void> {
  if (person === null) throw new Error('An assessor is somebody')
  const own = found.judgements.find(({assessorId}) => assessorId === person)
  if (own) return assessments.change(own.id, {score, remark, givenAt: now})
  const {enrolment, session} = {enrolment: found.candidate.enrolment, session: found.candidate.enrolment.sessionId}
  const made: Assessment = {
    id: ids.next<string>(),
    enrolmentId: enrolment.id,
    sessionId: session,
    personId: found.candidate.person.id,
    assessorId: person,
    score,
    remark,
    givenAt: now,
    signedAt: null,
    endedAt: null,
    version: 1,
  }
  await assessments.add([made])
}
