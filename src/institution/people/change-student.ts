import type {z} from 'zod'
import type {Context} from '../../context.ts'
import type {Person} from '../model.ts'
import {type ChangePerson, personChange, withKeys} from './person-change.ts'
import type {InstitutionStores} from '../store.ts'

/** Changes a student's name, address or language. @throws ExamError `student.not-found`, `person.nothing-to-change` */
export async function changeStudent(
  ctx: Context<InstitutionStores>,
  number: string,
  input: z.input<typeof ChangePerson>,
): Promise<Person> {
  const change = personChange(input)
  return ctx.write('student.change', {}, async ({students, persons}, entry) => {
    const person = await students.get(number)
    const changed = withKeys(person, change)
    await persons.change(person.id, changed)
    entry.note({about: ['student', person.id], for: person.id, facts: {changed: Object.keys(change)}})
    return {...person, ...changed}
  })
}
