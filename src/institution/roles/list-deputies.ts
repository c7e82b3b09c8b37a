import type {Context} from '../../context.ts'
import {dayOf} from '../../time.ts'
import {inForce} from '../in-force.ts'
import type {NamedDeputy} from './name-deputy.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** Who stands in for whom, now and later, by first day. */
export async function listDeputies(
  ctx: Context<InstitutionStores>,
): Promise<readonly (NamedDeputy & Readonly<{now: boolean}>)[]> {
  return ctx.read('catalogue.read', async (stores, {now}) => {
    const today = dayOf(now, (await theInstitution(stores)).zone)
    const open = (await stores.deputies.all({}, {orderBy: 'fromOn'})).filter(({toOn}) => today <= toOn)
    const ids = open.flatMap(({personId, deputyId}) => [personId, deputyId])
    const codes = new Map((await stores.persons.history({id: ids})).map(({id, staffCode}) => [id, staffCode ?? '']))
    return open.map(({personId, deputyId, fromOn, toOn}) => ({
      person: codes.get(personId) ?? '',
      deputy: codes.get(deputyId) ?? '',
      from: fromOn,
      to: toOn,
      now: inForce({fromOn, toOn}, today),
    }))
  })
}
