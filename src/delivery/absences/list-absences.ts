import type {Context} from '../../context.ts'
import {listName} from '../../institution/people/names.ts'
import type {AbsenceRow, DeliveryStores} from '../store.ts'

/** An absence as a list shows it. */
export type AbsenceLine = Omit<AbsenceRow, 'givenName' | 'prefix' | 'familyName'> & Readonly<{name: string}>

export type AbsenceFilter = Readonly<{
  period?: string | undefined
  session?: string | undefined
  student?: string | undefined
  exam?: string | undefined
  /** Only those that wait to be judged. */
  unjudged?: boolean | undefined
  /** The id of the last absence of the page before. */
  after?: string | undefined
  limit?: number | undefined
}>

/**
 * Absences within reach, by student and exam, page after page, at most 1,000 unless told otherwise.
 *
 * @throws ExamError `period.not-found`, `session.not-found`, `student.not-found`, `exam.not-found`, `absence.not-found`
 */
export async function listAbsences(
  ctx: Context<DeliveryStores>,
  filter: AbsenceFilter = {},
): Promise<readonly AbsenceLine[]> {
  return ctx.read('registration.read', async ({delivery, absences, periods, sessions, students, exams}) => {
    const {period, session, student, exam, unjudged = false, after, limit = 1000} = filter
    const rows = await delivery.absences({
      ...(period === undefined ? {} : {period: (await periods.get(period)).id}),
      ...(session === undefined ? {} : {session: (await sessions.get(session)).id}),
      ...(student === undefined ? {} : {person: (await students.get(student)).id}),
      ...(exam === undefined ? {} : {exam: (await exams.get(exam)).id}),
      unjudged,
      ...(after === undefined ? {} : {after: (await absences.get(after)).id}),
      limit,
    })
    return rows.map(({givenName, prefix, familyName, ...row}) => ({
      ...row,
      name: listName({givenName, prefix, familyName}),
    }))
  })
}
