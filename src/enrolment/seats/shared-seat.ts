import type {Reason} from '../../errors.ts'
import type {Exam} from '../../institution/model.ts'
import {mayShareSeat} from '../../planning/sessions/sharing.ts'

type Shared = Pick<Exam, 'id' | 'code' | 'rules'>

/** Why exams may not follow each other on one seat; none means that they may (design §4, Session). */
export function sharedSeatReasons(exams: readonly Shared[]): readonly Reason[] {
  const [first, ...others] = exams
  if (first === undefined || others.every((exam) => mayShareSeat(first, exam))) return []
  const codes = exams.map(({code}) => code)
  const message = `${codes.join(' and ')} may not follow each other on one seat; choose another session for one of them.`
  return [{code: 'enrolment.no-shared-seat', message, details: {exams: codes}}]
}
