import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {Person} from './model.ts'
import {searchKey, sortKey} from './names.ts'
import type {InstitutionStores} from './store.ts'

/** What is given changes; what is left out stays. */
export const ChangePerson = z.strictObject({
  givenName: z.string().trim().min(1).optional(),
  prefix: z.string().trim().optional(),
  familyName: z.string().trim().min(1).optional(),
  idCheckName: z.string().trim().min(1).optional(),
  email: z.email().optional(),
  language: z.enum(['nl', 'en']).optional(),
})
type Change = z.input<typeof ChangePerson>

/** Changes a student's name, address or language. @throws ExamError `student.not-found`, `person.nothing-to-change` */
export async function changeStudent(ctx: Context<InstitutionStores>, number: string, change: Change): Promise<Person> {
  const wanted = given(change)
  return ctx.write('student.change', {}, async ({students, persons}, entry) => {
    const person = renamed(await students.get(number), wanted)
    await persons.change(person.id, changed(person, wanted))
    entry.note({about: ['student', person.id], for: person.id, facts: {changed: Object.keys(wanted)}})
    return person
  })
}

/** Changes an employee's name, address or language. @throws ExamError `staff.not-found`, `person.nothing-to-change` */
export async function changeStaff(ctx: Context<InstitutionStores>, code: string, change: Change): Promise<Person> {
  const wanted = given(change)
  return ctx.write('staff.change', {}, async ({staff, persons}, entry) => {
    const person = renamed(await staff.get(code), wanted)
    await persons.change(person.id, changed(person, wanted))
    entry.note({about: ['staff', person.id], for: person.id, facts: {changed: Object.keys(wanted)}})
    return person
  })
}

type Wanted = Partial<Pick<Person, 'givenName' | 'prefix' | 'familyName' | 'idCheckName' | 'email' | 'language'>>

function given(change: Change): Wanted {
  const wanted = Object.fromEntries(
    Object.entries(parsed(ChangePerson, change)).filter(([, value]) => value !== undefined),
  ) as Wanted
  if (Object.keys(wanted).length === 0)
    throw new ExamError(
      'invalid',
      'person.nothing-to-change',
      'Say what should change, such as --email; see the flags with --help.',
    )
  return wanted
}

function renamed(person: Person, wanted: Wanted): Person {
  return {...person, ...wanted}
}

/** The keys by which people are found and sorted follow their names. */
function changed(person: Person, wanted: Wanted): Wanted & Pick<Person, 'searchKey' | 'sortKey'> {
  return {...wanted, searchKey: searchKey(person), sortKey: sortKey(person)}
}

/**
 * Ends an employee or student who left: he is offered nothing and can do nothing more. What was recorded stays until its
 * retention ends. Open registrations are not touched: withdraw them first.
 *
 * @throws ExamError `student.not-found`, `staff.not-found`
 */
export async function endPerson(
  ctx: Context<InstitutionStores>,
  {kind, code, reason}: Readonly<{kind: 'student' | 'staff'; code: string; reason: string}>,
): Promise<Readonly<{ended: string}>> {
  return ctx.write(kind === 'student' ? 'student.end' : 'staff.end', {}, async (stores, entry) => {
    const person = await (kind === 'student' ? stores.students : stores.staff).get(code)
    await stores.persons.change(person.id, {endedAt: entry.now})
    await stores.groupMembers.changeAll({personId: person.id}, {endedAt: entry.now})
    await stores.roles.changeAll({personId: person.id}, {endedAt: entry.now})
    await stores.accounts.changeAll({personId: person.id}, {endedAt: entry.now})
    entry.note({about: [kind, person.id], for: person.id, facts: {code}, text: reason})
    return {ended: code}
  })
}
