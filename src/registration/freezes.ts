import type {ExamId} from '../ids.ts'
import type {DemandFreeze} from './model.ts'

/** The freeze that holds for an exam of a period: its own, else that of the whole period; undone ones do not count. */
export function freezeOf(freezes: readonly DemandFreeze[], exam: ExamId): DemandFreeze | undefined {
  const valid = freezes.filter(({undoneAt}) => undoneAt === null)
  return valid.find(({examId}) => examId === exam) ?? valid.find(({examId}) => examId === null)
}
