import type {Reason} from '../../errors.ts'
import type {Exam} from '../../institution/model.ts'

/** Whether two exams may be given in one room at once: they carry the same word for it (school setting `shareRoom`). */
export function mayShareRoom(a: Pick<Exam, 'id' | 'rules'>, b: Pick<Exam, 'id' | 'rules'>): boolean {
  return a.id === b.id || (a.rules.shareRoom !== '' && a.rules.shareRoom === b.rules.shareRoom)
}

/** Whether one student may take two exams after each other on one seat: they share a room, and carry the same word for it. */
export function mayShareSeat(a: Pick<Exam, 'id' | 'rules'>, b: Pick<Exam, 'id' | 'rules'>): boolean {
  return a.id !== b.id && mayShareRoom(a, b) && a.rules.shareSeat !== '' && a.rules.shareSeat === b.rules.shareSeat
}

/** Why exams may not be offered in one session; code `exam.may-not-share`, once for each exam that does not go with the first. */
export function sharingReasons(exams: readonly Exam[]): Reason[] {
  const [first, ...others] = exams
  if (!first) return []
  return others
    .filter((exam) => !mayShareRoom(first, exam))
    .map((exam) => ({
      code: 'exam.may-not-share',
      message: `${exam.code} may not share a room with ${first.code}; allow it with the same rule shareRoom on both, or plan two sessions.`,
      details: {exams: [first.code, exam.code]},
    }))
}
