import {z} from 'zod'
import {ExamError} from '../errors.ts'
import type {OutcomeFilter, ResultStores} from './store.ts'

const Code = z.string().trim().min(1).optional()

/** Which results a deed is about, by code; all that is given must hold, and something must be given. */
export const Selection = z.strictObject({session: Code, exam: Code, student: Code, period: Code})
export type Selection = z.input<typeof Selection>

/**
 * What a selection means to the store.
 *
 * @throws ExamError `result.nothing-named`, `session.not-found`, `exam.not-found`, `student.not-found`, `period.not-found`
 */
export async function filterOf(
  stores: Pick<ResultStores, 'sessions' | 'exams' | 'students' | 'periods'>,
  {session, exam, student, period}: Selection,
): Promise<OutcomeFilter> {
  if (!session && !exam && !student && !period) {
    const message = 'Name what it is about: --session, --exam, --student or --period.'
    throw new ExamError('invalid', 'result.nothing-named', message)
  }
  return {
    ...(session ? {session: (await stores.sessions.get(session)).id} : {}),
    ...(exam ? {exam: (await stores.exams.get(exam)).id} : {}),
    ...(student ? {persons: [(await stores.students.get(student)).id]} : {}),
    ...(period ? {period: (await stores.periods.get(period)).id} : {}),
  }
}
