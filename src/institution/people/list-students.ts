import type {Context} from '../../context.ts'
import type {PersonId} from '../../ids.ts'
import type {Group, Person, Programme} from '../model.ts'
import {fullName} from './names.ts'
import {pageOf, type PeopleFilter} from './people-filter.ts'
import type {InstitutionStores} from '../store.ts'

/** A student in a list. */
export type StudentRow = Readonly<{
  student: string
  name: string
  email: string
  kind: Person['kind']
  groups: readonly string[]
  programmes: readonly string[]
}>

/** Which students; group and programme by code. */
export type StudentFilter = PeopleFilter & Readonly<{group?: string | undefined; programme?: string | undefined}>

/**
 * Students within reach by family name, page after page (`after` is the number of the last one seen).
 *
 * @throws ExamError `group.not-found`, `programme.not-found`, `student.not-found` for `after`
 */
export async function listStudents(
  ctx: Context<InstitutionStores>,
  filter: StudentFilter = {},
): Promise<readonly StudentRow[]> {
  return ctx.read('people.read', async (stores) => {
    const {group, programme} = filter
    const found = await stores.people.page({
      ...pageOf(filter),
      kind: 'students',
      ...(group === undefined ? {} : {group: (await stores.groups.get(group)).id}),
      ...(programme === undefined ? {} : {programme: (await stores.programmes.get(programme)).id}),
    })
    const ids = found.map(({id}) => id)
    const memberships = await stores.groupMembers.all({personId: ids})
    const studies = await stores.programmeEnrolments.all({personId: ids})
    const groups = await stores.groups.all({id: memberships.map(({groupId}) => groupId)})
    const programmes = await stores.programmes.all({id: studies.map(({programmeId}) => programmeId)})
    const groupsOf = codesByPerson(
      memberships.map(({personId, groupId}) => [personId, groupId]),
      groups,
    )
    const programmesOf = codesByPerson(
      studies.map(({personId, programmeId}) => [personId, programmeId]),
      programmes,
    )
    return found.map((person) => ({
      student: person.studentNumber ?? '',
      name: fullName(person),
      email: person.email,
      kind: person.kind,
      groups: groupsOf.get(person.id) ?? [],
      programmes: programmesOf.get(person.id) ?? [],
    }))
  })
}

function codesByPerson(
  links: readonly (readonly [PersonId, string])[],
  things: readonly (Group | Programme)[],
): ReadonlyMap<PersonId, readonly string[]> {
  const codes = new Map<string, string>(things.map(({id, code}) => [id, code]))
  const byPerson = Map.groupBy(links, ([person]) => person)
  return new Map([...byPerson].map(([person, of]) => [person, of.flatMap(([, id]) => codes.get(id) ?? []).toSorted()]))
}
