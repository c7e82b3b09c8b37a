import type {Context} from '../context.ts'
import type {GroupId, PersonId, ProgrammeId} from '../ids.ts'
import type {Group, Person, Programme} from './model.ts'
import {folded, fullName} from './names.ts'
import type {InstitutionStores} from './store.ts'

/** Which people: all given conditions hold. Codes as people type them. */
export type PeopleFilter = Readonly<{
  /** Part of the name, number or code; capitals and diacritics do not matter. */
  search?: string | undefined
  group?: string | undefined
  programme?: string | undefined
  after?: string | undefined
  limit?: number | undefined
}>

/** A student in a list. */
export type StudentRow = Readonly<{
  student: string
  name: string
  email: string
  kind: Person['kind']
  groups: readonly string[]
  programmes: readonly string[]
}>
/** An employee in a list. */
export type StaffRow = Readonly<{staff: string; name: string; email: string; roles: readonly string[]}>

/** Students within reach, by number, page after page (`after` is a number). @throws ExamError `group.not-found`, `programme.not-found` */
export async function listStudents(
  ctx: Context<InstitutionStores>,
  filter: PeopleFilter = {},
): Promise<readonly StudentRow[]> {
  return ctx.read('people.read', async (stores) => {
    const only = await personsOf(stores, filter)
    const found = await stores.people.page({...paging(filter), kind: 'students', ...(only ? {only} : {})})
    const ids = found.map(({id}) => id)
    const groups = codesByPerson(
      await stores.groupMembers.all({personId: ids}),
      ({groupId}) => groupId,
      await stores.groups.all(),
    )
    const programmes = codesByPerson(
      await stores.programmeEnrolments.all({personId: ids}),
      ({programmeId}) => programmeId,
      await stores.programmes.all(),
    )
    return found.map((person) => ({
      student: person.studentNumber ?? '',
      name: fullName(person),
      email: person.email,
      kind: person.kind,
      groups: groups.get(person.id) ?? [],
      programmes: programmes.get(person.id) ?? [],
    }))
  })
}

/** Employees, by code, page after page (`after` is a code). */
export async function listStaff(
  ctx: Context<InstitutionStores>,
  filter: PeopleFilter = {},
): Promise<readonly StaffRow[]> {
  return ctx.read('people.read', async (stores) => {
    const found = await stores.people.page({...paging(filter), kind: 'staff'})
    const roles = Map.groupBy(await stores.roles.all({personId: found.map(({id}) => id)}), ({personId}) => personId)
    return found.map((person) => ({
      staff: person.staffCode ?? '',
      name: fullName(person),
      email: person.email,
      roles: (roles.get(person.id) ?? []).map(({role}) => role).toSorted(),
    }))
  })
}

function paging({search, after, limit}: PeopleFilter): Readonly<{search?: string; after?: string; limit: number}> {
  return {
    ...(search === undefined ? {} : {search: folded(search)}),
    ...(after === undefined ? {} : {after}),
    limit: limit ?? 100,
  }
}

/** The persons that group and programme leave; undefined is everybody. */
async function personsOf(
  stores: InstitutionStores,
  {group, programme}: PeopleFilter,
): Promise<readonly PersonId[] | undefined> {
  if (group === undefined && programme === undefined) return undefined
  const inGroup =
    group === undefined
      ? undefined
      : await stores.groupMembers.all({groupId: (await stores.groups.get(group)).id as GroupId})
  const inProgramme =
    programme === undefined
      ? undefined
      : await stores.programmeEnrolments.all({programmeId: (await stores.programmes.get(programme)).id as ProgrammeId})
  const sets = [inGroup, inProgramme].flatMap((rows) => (rows ? [new Set(rows.map(({personId}) => personId))] : []))
  const [first, second] = sets
  return [...(first ?? [])].filter((person) => second?.has(person) ?? true)
}

function codesByPerson<L extends {readonly personId: PersonId}>(
  links: readonly L[],
  target: (link: L) => string,
  things: readonly (Group | Programme)[],
): ReadonlyMap<PersonId, readonly string[]> {
  const codes = new Map<string, string>(things.map(({id, code}) => [id, code]))
  const byPerson = Map.groupBy(links, ({personId}) => personId)
  return new Map(
    [...byPerson].map(([person, of]) => [person, of.flatMap((link) => codes.get(target(link)) ?? []).toSorted()]),
  )
}
