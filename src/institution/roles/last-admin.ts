import type {Reason} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import {dayOf, type Instant} from '../../time.ts'
import {inForce} from '../in-force.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** Why a person must keep the role admin: without one nobody could give it again. */
export async function lastAdmin(
  stores: Pick<InstitutionStores, 'roles' | 'persons' | 'institutions'>,
  leaving: PersonId,
  now: Instant,
): Promise<readonly Reason[]> {
  const today = dayOf(now, (await theInstitution(stores)).zone)
  const held = (await stores.roles.all({role: 'admin'})).filter((role) => inForce(role, today))
  if (!held.some(({personId}) => personId === leaving)) return []
  const others = held.map(({personId}) => personId).filter((id) => id !== leaving)
  if ((await stores.persons.count({id: others})) > 0) return []
  const message = 'This is the only admin; give somebody else that role first with: ontrac user grant STAFF admin'
  return [{code: 'role.last-admin', message}]
}
