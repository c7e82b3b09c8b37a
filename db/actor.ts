import type {Actor} from '../src/context.ts'
import type {Role, RoleScope} from '../src/deeds.ts'
import {ROLES} from '../src/deeds.ts'
import {inForce} from '../src/institution/in-force.ts'
import type {Person} from '../src/institution/model.ts'
import type {Day} from '../src/time.ts'
import type {Store} from './store.ts'

/** How somebody is known: an OS user of the terminal, later an account of the pages. */
export type SignIn = Readonly<{kind: string; subject: string}>

/** Roles with the widest view first, so that a person with several acts with the least needed to say. */
const PREFERENCE: readonly Role[] = [
  'office',
  'functionary',
  'board',
  'planner',
  'admin',
  'lead',
  'invigilator',
  'assessor',
  'teacher',
  'student',
  'inspector',
]

/**
 * Who acts, with the roles he holds on the day that `today` tells; it is asked only when a role has a term, since to know a
 * zone takes a twentieth of a start: the person behind the sign-in (design rule 19). Somebody unknown has no
 * roles, and so may do nothing. A person with a student number is a student without being given that role.
 */
export async function actorOf(store: Store, {kind, subject}: SignIn, today: () => Day): Promise<Actor> {
  const account = await store.readDb
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.personId')
    .select(['person.id', 'person.studentNumber'])
    .where('account.kind', '=', kind)
    .where('account.subject', '=', subject)
    .where('account.endedAt', 'is', null)
    .where('person.endedAt', 'is', null)
    .executeTakeFirst()
  if (!account) return {person: null, roles: [], scopes: {}}
  return actorOfPerson(store, account, today)
}

/** As {@link actorOf}, for a person whose sign-in was seen to. */
export async function actorOfPerson(
  store: Store,
  {id, studentNumber}: Pick<Person, 'id' | 'studentNumber'>,
  today: () => Day,
): Promise<Actor> {
  const held = await store.readDb
    .selectFrom('personRole')
    .selectAll()
    .where('personId', '=', id)
    .where('endedAt', 'is', null)
    .execute()
  const now = held.filter((term) => (term.fromOn === null && term.toOn === null) || inForce(term, today()))
  const roles = new Set<Role>(now.map(({role}) => role))
  if (studentNumber !== null) roles.add('student')
  const scopes: Partial<Record<Role, RoleScope>> = Object.fromEntries(now.map(({role, scope}) => [role, scope]))
  return {
    person: id,
    roles: [...PREFERENCE, ...ROLES].filter((role, i, all) => roles.has(role) && all.indexOf(role) === i),
    scopes,
  }
}
