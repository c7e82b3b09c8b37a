import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {refuse} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {type Day, dayOf} from '../../time.ts'
import {DayText} from '../programmes/day-text.ts'
import type {Person} from '../model.ts'
import {NAME_FIELDS} from './name-fields.ts'
import {newPerson} from './new-person.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** A student by hand; programme and group by code. */
export const AddStudent = z.strictObject({
  ...NAME_FIELDS,
  studentNumber: z.string().trim().min(1).max(20),
  idCheckName: z.string().trim().default(''),
  kind: z.enum(['regular', 'exam-only', 'guest']).default('regular'),
  language: z.enum(['nl', 'en']).nullable().default(null),
  programme: z.string().optional(),
  group: z.string().optional(),
  /** First day in the programme; default today. */
  startsOn: DayText.optional(),
  plannedEndOn: DayText.optional(),
  employer: z.string().trim().default(''),
})
type Wanted = z.output<typeof AddStudent>

/**
 * Adds a student. Somebody who had left under this number comes back as the same person, so that his attempts go on
 * counting.
 *
 * @throws ExamError `student.refused` with `student.exists`; `programme.not-found`, `group.not-found`
 */
export async function addStudent(ctx: Context<InstitutionStores>, input: z.input<typeof AddStudent>): Promise<Person> {
  const wanted = parsed(AddStudent, input)
  return ctx.write('student.add', {}, async (stores, entry) => {
    const {studentNumber} = wanted
    if (await stores.students.find(studentNumber)) {
      const message = `Student ${studentNumber} exists already; see him with: ontrac student show ${studentNumber}`
      throw refuse('student', [{code: 'student.exists', message}])
    }
    const {person, returns} = await record(ctx, stores, wanted)
    const today = dayOf(entry.now, (await theInstitution(stores)).zone)
    await place({ctx, stores, entry, today}, person, wanted)
    entry.note({about: ['student', person.id], for: person.id, facts: {code: studentNumber, returns}})
    return person
  })
}

async function record(
  ctx: Context<InstitutionStores>,
  {students, persons}: InstitutionStores,
  wanted: Wanted,
): Promise<Readonly<{person: Person; returns: boolean}>> {
  const {studentNumber, givenName, prefix, familyName, email, idCheckName, kind, language} = wanted
  const facts = {studentNumber, givenName, prefix, familyName, email, idCheckName, kind, language}
  const left = (await students.history({studentNumber})).find(
    ({mergedIntoId, erasedAt}) => mergedIntoId === null && erasedAt === null,
  )
  if (!left) {
    const person = newPerson(ctx.ids.next<PersonId>(), facts)
    await persons.add([person])
    return {person, returns: false}
  }
  const {id, version, ...again} = newPerson(left.id, {...left, ...facts, endedAt: null})
  await persons.change(id, again)
  return {person: {...again, id, version}, returns: true}
}

type Work = Readonly<{ctx: Context<InstitutionStores>; stores: InstitutionStores; entry: Entry; today: Day}>

async function place({ctx, stores, today}: Work, {id: personId}: Person, wanted: Wanted): Promise<void> {
  if (wanted.programme !== undefined)
    await stores.programmeEnrolments.add([
      {
        id: ctx.ids.next(),
        personId,
        programmeId: (await stores.programmes.get(wanted.programme)).id,
        main: true,
        startsOn: wanted.startsOn ?? today,
        plannedEndOn: wanted.plannedEndOn ?? null,
        endedOn: null,
        diplomaOn: null,
        employer: wanted.employer,
        version: 1,
      },
    ])
  if (wanted.group !== undefined) {
    const groupId = (await stores.groups.get(wanted.group)).id
    await stores.groupMembers.add([{id: ctx.ids.next(), groupId, personId, fromOn: today, toOn: null, endedAt: null}])
  }
}
