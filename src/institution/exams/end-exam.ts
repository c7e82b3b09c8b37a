import type {Context} from '../../context.ts'
import {type ExamReach, examReach} from './exam-reach.ts'
import type {InstitutionStores} from '../store.ts'

/** The exam that has ended, and whom it concerned. */
export type EndedExam = Readonly<{exam: string; reach: ExamReach}>

/**
 * Ends an exam: nobody registers for it any more. What was registered, planned and established stays.
 *
 * @throws ExamError `exam.not-found`
 */
export async function endExam(
  ctx: Context<InstitutionStores>,
  {exam: code, reason}: Readonly<{exam: string; reason: string}>,
): Promise<EndedExam> {
  return ctx.write('exam.end', {}, async (stores, entry) => {
    const exam = await stores.exams.get(code)
    const reach = await examReach(stores, exam.id)
    await stores.exams.change(exam.id, {endedAt: entry.now})
    entry.note({about: ['exam', exam.id], facts: {code: exam.code, ...reach}, text: reason})
    return {exam: exam.code, reach}
  })
}
