import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {refuse} from '../errors.ts'
import type {GroupId, PersonId, ProgrammeId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {type Day, dayOf} from '../time.ts'
import type {Person} from './model.ts'
import {newPerson} from './new-person.ts'
import type {InstitutionStores} from './store.ts'
import {theInstitution} from './the-institution.ts'

const Name = {
  givenName: z.string().trim().min(1),
  prefix: z.string().trim().default(''),
  familyName: z.string().trim().min(1),
  email: z.email(),
}
const DayText = z.iso.date().transform((text) => text as Day)

/** A student by hand; programme and group by code. */
export const AddStudent = z.strictObject({
  ...Name,
  studentNumber: z.string().trim().min(1).max(20),
  idCheckName: z.string().trim().default(''),
  kind: z.enum(['regular', 'exam-only', 'guest']).default('regular'),
  language: z.enum(['nl', 'en']).nullable().default(null),
  programme: z.string().optional(),
  group: z.string().optional(),
  startsOn: DayText.optional(),
  plannedEndOn: DayText.optional(),
  employer: z.string().trim().default(''),
})

/** Adds a student. @throws ExamError `student.refused` with `student.exists`; `programme.not-found`, `group.not-found` */
export async function addStudent(ctx: Context<InstitutionStores>, input: z.input<typeof AddStudent>): Promise<Person> {
  const {programme, group, startsOn, plannedEndOn, employer, ...facts} = parsed(AddStudent, input)
  return ctx.write('student.add', {}, async (stores, entry) => {
    if (await stores.students.find(facts.studentNumber))
      throw refuse('student', [{code: 'student.exists', message: `Student ${facts.studentNumber} exists already.`}])
    const person = newPerson(ctx.ids.next<PersonId>(), facts)
    await stores.persons.add([person])
    const today = dayOf(entry.now, (await theInstitution(stores)).zone)
    if (programme !== undefined)
      await stores.programmeEnrolments.add([
        {
          id: ctx.ids.next(),
          personId: person.id,
          programmeId: (await stores.programmes.get(programme)).id as ProgrammeId,
          main: true,
          startsOn: startsOn ?? today,
          plannedEndOn: plannedEndOn ?? null,
          endedOn: null,
          diplomaOn: null,
          employer,
          version: 1,
        },
      ])
    if (group !== undefined)
      await stores.groupMembers.add([
        {
          id: ctx.ids.next(),
          groupId: (await stores.groups.get(group)).id as GroupId,
          personId: person.id,
          fromOn: today,
          toOn: null,
          endedAt: null,
        },
      ])
    noteAdded(entry, 'student', person, facts.studentNumber)
    return person
  })
}

export const AddStaff = z.strictObject({
  ...Name,
  staffCode: z.string().trim().min(1).max(20),
  external: z.boolean().default(false),
})

/** Adds an employee or, for assessors from outside, an external. @throws ExamError `staff.refused` with `staff.exists` */
export async function addStaff(ctx: Context<InstitutionStores>, input: z.input<typeof AddStaff>): Promise<Person> {
  const {external, ...facts} = parsed(AddStaff, input)
  return ctx.write('staff.add', {}, async ({staff, persons}, entry) => {
    if (await staff.find(facts.staffCode))
      throw refuse('staff', [{code: 'staff.exists', message: `Staff code ${facts.staffCode} is in use already.`}])
    const person = newPerson(ctx.ids.next<PersonId>(), {...facts, kind: external ? 'external' : 'staff'})
    await persons.add([person])
    noteAdded(entry, 'staff', person, facts.staffCode)
    return person
  })
}

function noteAdded(entry: Entry, what: string, person: Person, code: string): void {
  entry.note({about: [what, person.id], for: person.id, facts: {code}})
}
