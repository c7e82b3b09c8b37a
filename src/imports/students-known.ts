import type {PersonId} from '../ids.ts'
import type {
  AvailableDay,
  Group,
  GroupMember,
  Location,
  Person,
  Programme,
  ProgrammeEnrolment,
} from '../institution/model.ts'
import type {ReadRow} from './import-kind.ts'
import {activeByCode, everByCode, type Named} from './look-up.ts'
import type {StudentRow} from './kinds/students.ts'
import type {ImportStores} from './store.ts'

/** What is known of the students in a batch of rows, and of what the rows name. */
export type StudentsKnown = Readonly<{
  persons: Named<Person>
  programmes: Named<Programme>
  groups: Named<Group>
  locations: Named<Location>
  studies: ReadonlyMap<PersonId, readonly ProgrammeEnrolment[]>
  members: ReadonlyMap<PersonId, readonly GroupMember[]>
  days: ReadonlyMap<PersonId | null, readonly AvailableDay[]>
}>

/** Loads it in seven queries, whatever the number of rows. */
export async function loadStudents(stores: ImportStores, rows: readonly ReadRow<StudentRow>[]): Promise<StudentsKnown> {
  const of = (column: 'number' | 'programme' | 'group' | 'location') => rows.map(({row}) => row[column])
  const persons = await everByCode(stores.students, 'studentNumber', of('number'))
  const personId = [...persons.values()].map(({id}) => id)
  return {
    persons,
    programmes: await activeByCode(stores.programmes, 'code', of('programme')),
    groups: await activeByCode(stores.groups, 'code', of('group')),
    locations: await activeByCode(stores.locations, 'code', of('location')),
    studies: Map.groupBy(await stores.programmeEnrolments.all({personId}), (study) => study.personId),
    members: Map.groupBy(await stores.groupMembers.all({personId}), (member) => member.personId),
    days: Map.groupBy(await stores.availableDays.all({personId}), (each) => each.personId),
  }
}
