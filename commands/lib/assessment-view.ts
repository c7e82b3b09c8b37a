import type {SessionAssessments} from '../../src/results/assessments/show-assessments.ts'
import type {Out} from './out.ts'

/** Prints whom assessors judge, and what they gave. */
export function showJudgements({session, signedAt, candidates}: SessionAssessments, out: Out): void {
  out.table(
    ['From', 'Student', 'Name', 'Exam', 'State', 'Own', 'Others'],
    candidates.map(({from, student, name, exam, state, own, others}) => [
      from,
      student,
      name,
      exam,
      state,
      own,
      others.map(({assessor, score}) => `${assessor}: ${score}`).join(', '),
    ]),
    `Nobody is judged in session ${session}.`,
  )
  if (signedAt !== null) out.line(`Signed at ${signedAt}.`)
}
