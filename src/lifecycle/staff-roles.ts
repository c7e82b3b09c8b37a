import type {Access} from '../context.ts'
import type {Role} from '../deeds.ts'
import type {PersonId} from '../ids.ts'
import {inForce} from '../institution/in-force.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {dayOf} from '../time.ts'
import type {LifecycleStores} from './store.ts'

/** Who holds which roles today: given, or following from a board or a mandate. */
export async function staffRoles(
  stores: LifecycleStores,
  {now}: Access,
  only: Readonly<{personId?: PersonId}> = {},
): Promise<ReadonlyMap<PersonId, ReadonlySet<Role>>> {
  const today = dayOf(now, (await theInstitution(stores)).zone)
  const roles = new Map<PersonId, Set<Role>>()
  const give = (person: PersonId, role: Role): void => {
    roles.set(person, (roles.get(person) ?? new Set()).add(role))
  }
  for (const held of await stores.roles.all(only)) if (inForce(held, today)) give(held.personId, held.role)
  for (const {personId} of await stores.boardMembers.all(only)) give(personId, 'board')
  for (const {personId} of await stores.mandates.all({...only, revokedAt: null})) give(personId, 'functionary')
  return roles
}
