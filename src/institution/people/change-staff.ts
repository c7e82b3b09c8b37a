import type {z} from 'zod'
import type {Context} from '../../context.ts'
import type {Person} from '../model.ts'
import {type ChangePerson, personChange, withKeys} from './person-change.ts'
import type {InstitutionStores} from '../store.ts'

/** Changes an employee's name, address or language. @throws ExamError `staff.not-found`, `person.nothing-to-change` */
export async function changeStaff(
  ctx: Context<InstitutionStores>,
  code: string,
  input: z.input<typeof ChangePerson>,
): Promise<Person> {
  const change = personChange(input)
  return ctx.write('staff.change', {}, async ({staff, persons}, entry) => {
    const person = await staff.get(code)
    const changed = withKeys(person, change)
    await persons.change(person.id, changed)
    entry.note({about: ['staff', person.id], for: person.id, facts: {changed: Object.keys(change)}})
    return {...person, ...changed}
  })
}
