import type {Context} from '../../context.ts'
import {RECORD_ASSESSED} from '../../delivery/reports/assessed-job.ts'
import {isAbsent} from '../../delivery/reports/report-attempts.ts'
import type {Attendance} from '../../delivery/reports/report-facts.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {ResultStores} from '../store.ts'
import {type Assessed, assessedSession} from './assessed-session.ts'
import {assessmentSheet, type SessionAssessments} from './show-assessments.ts'

/**
 * Signs one's judgements of a session: after it they stand. Everybody who was there must have one; a candidate about whom the
 * assessors differ is signed for as not judged. Once all have signed and the session's report is closed, what is agreed
 * becomes a result, which waits for the board as every other.
 *
 * @throws ExamError `session.not-found`, `assessment.not-yours`; `assessment.refused` with `assessment.signed`,
 * `assessment.not-judged`
 */
export async function signAssessments(
  ctx: Context<ResultStores>,
  {session: key}: Readonly<{session: string}>,
): Promise<SessionAssessments> {
  const id = await ctx.read('result.read', async ({sessions}) => (await sessions.get(key)).id)
  return ctx.write('assessment.sign', {lock: {session: [id]}}, async (stores, entry) => {
    const {session, assessed} = await assessedSession(stores, entry, id)
    const own = assessed.flatMap(({judgements}) => judgements.filter(({assessorId}) => assessorId === entry.person))
    const missing = assessed.filter((each) => !isJudgedBy(each, entry.person))
    refuseIfAny('assessment', [...signedAlready(own), ...missing.map(notJudged)])
    await stores.assessments.changeAll({id: own.map((each) => each.id)}, {signedAt: entry.now})
    const differing = assessed.filter(({state}) => state === 'not-judged').length
    entry.note({
      about: ['session', session.id],
      facts: {code: session.code, judged: own.length, notJudged: differing, scores: own.map(({score}) => score)},
    })
    await stores.jobs.plan([{kind: RECORD_ASSESSED, key: id, payload: {session: id}, dueAt: entry.now}])
    return assessmentSheet(stores, entry, id)
  })
}

function isJudgedBy({judgements, attendance}: Assessed, person: string | null): boolean {
  return isAbsent(attendance as Attendance) || judgements.some(({assessorId}) => assessorId === person)
}

function signedAlready(own: readonly Readonly<{signedAt: string | null}>[]): readonly Reason[] {
  if (own.length === 0 || own.some(({signedAt}) => signedAt === null)) return []
  return [{code: 'assessment.signed', message: 'You signed your judgements already.'}]
}

function notJudged({candidate: {person, exam}}: Assessed): Reason {
  const {studentNumber} = person
  const message = `You have not judged ${studentNumber} for ${exam.code}; do it with: ontrac assessment record`
  return {code: 'assessment.not-judged', message, details: {student: studentNumber, exam: exam.code}}
}
