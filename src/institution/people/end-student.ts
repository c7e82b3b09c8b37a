import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {dayOf} from '../../time.ts'
import {DayText} from '../programmes/day-text.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** A student who leaves; both days count towards the retention of his dossier. */
export const EndStudent = z.strictObject({
  student: z.string().trim().min(1),
  reason: z.string().trim().min(1),
  /** Last day in his programmes; default today. */
  on: DayText.optional(),
  diplomaOn: DayText.optional(),
})

/**
 * Ends a student who left: he is offered nothing and can do nothing more. His programmes end, and with the diploma or the
 * end of study the retention of his dossier begins. Open registrations and seats are not touched: withdraw them first.
 *
 * @throws ExamError `student.not-found`
 */
export async function endStudent(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof EndStudent>,
): Promise<Readonly<{student: string; on: string}>> {
  const {student, reason, on, diplomaOn} = parsed(EndStudent, input)
  return ctx.write('student.end', {}, async (stores, entry) => {
    const person = await stores.students.get(student)
    const endedOn = on ?? dayOf(entry.now, (await theInstitution(stores)).zone)
    const mine = {personId: person.id}
    await stores.programmeEnrolments.changeAll(mine, {endedOn, ...(diplomaOn ? {diplomaOn} : {})})
    await stores.groupMembers.changeAll(mine, {endedAt: entry.now})
    await stores.accounts.changeAll(mine, {endedAt: entry.now})
    await stores.persons.change(person.id, {endedAt: entry.now})
    const facts = {code: person.studentNumber, endedOn, diplomaOn: diplomaOn ?? null}
    entry.note({about: ['student', person.id], for: person.id, facts, text: reason})
    return {student: person.studentNumber ?? student, on: endedOn}
  })
}
