import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {InstitutionStores} from '../store.ts'

/** Ends a student's needs with this code; answers how many. @throws ExamError `student.not-found`, `need.not-found` */
export async function endNeed(
  ctx: Context<InstitutionStores>,
  {student, code}: Readonly<{student: string; code: string}>,
): Promise<Readonly<{ended: number}>> {
  return ctx.write('student.change', {}, async (stores, entry) => {
    const person = await stores.students.get(student)
    const ended = await stores.needs.changeAll({personId: person.id, code}, {endedAt: entry.now})
    if (ended === 0)
      throw new ExamError(
        'not-found',
        'need.not-found',
        `Student ${student} has no need ${code}; see them with: ontrac student show ${student}`,
      )
    entry.note({about: ['student', person.id], for: person.id, facts: {endedNeed: code}})
    return {ended}
  })
}
