import {ExamError} from '../../errors.ts'
import type {Exam} from '../../institution/model.ts'
import type {OfferedExam} from './session-wish.ts'
import type {PlanningStores} from '../store.ts'

/** Each exam with the version made last, by code. @throws ExamError `exam.no-version` */
export async function newestVersions(stores: PlanningStores, exams: readonly Exam[]): Promise<OfferedExam[]> {
  const versions = Map.groupBy(await stores.examVersions.all({examId: exams.map(({id}) => id)}), ({examId}) => examId)
  return exams
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((exam) => {
      const version = versions.get(exam.id)?.at(-1)
      if (version) return {exam, version}
      throw new ExamError('not-found', 'exam.no-version', `Exam ${exam.code} has no version to take; add one first.`, {
        exam: exam.code,
      })
    })
}
