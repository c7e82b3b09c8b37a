import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {InstitutionStores} from '../store.ts'

/** Ends a part of an exam: it has no results from now on. @throws ExamError `exam.not-found`, `exam-part.not-found` */
export async function endExamPart(
  ctx: Context<InstitutionStores>,
  {exam: code, part}: Readonly<{exam: string; part: string}>,
): Promise<Readonly<{exam: string; part: string}>> {
  return ctx.write('exam.change', {}, async ({exams, examParts}, entry) => {
    const exam = await exams.get(code)
    const ended = await examParts.changeAll({examId: exam.id, code: part}, {endedAt: entry.now})
    if (ended === 0) {
      const message = `Exam ${exam.code} has no part ${part}; see its parts with: ontrac exam show ${exam.code}`
      throw new ExamError('not-found', 'exam-part.not-found', message, {part})
    }
    entry.note({about: ['exam', exam.id], facts: {code: exam.code, endedPart: part}})
    return {exam: exam.code, part}
  })
}
