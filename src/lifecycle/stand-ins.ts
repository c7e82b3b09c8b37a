import type {Access} from '../context.ts'
import type {PersonId} from '../ids.ts'
import {inForce} from '../institution/in-force.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {dayOf} from '../time.ts'
import type {LifecycleStores} from './store.ts'
import type {Task} from './task.ts'

/** Somebody who is away today, and who stands in. */
export type StandIn = Readonly<{person: PersonId; code: string; deputy: PersonId; deputyCode: string}>

/** Who stands in for whom today (feature T2). */
export async function standIns(stores: LifecycleStores, {now}: Access): Promise<readonly StandIn[]> {
  const today = dayOf(now, (await theInstitution(stores)).zone)
  const held = (await stores.deputies.all()).filter((each) => inForce(each, today))
  const ids = held.flatMap(({personId, deputyId}) => [personId, deputyId])
  const codes = new Map((await stores.persons.history({id: ids})).map(({id, staffCode}) => [id, staffCode ?? '']))
  return held.map(({personId, deputyId}) => ({
    person: personId,
    code: codes.get(personId) ?? '',
    deputy: deputyId,
    deputyCode: codes.get(deputyId) ?? '',
  }))
}

/** What falls to a deputy: the tasks of who is away, less what waits for the deputy himself anyway. */
export function fallTo(own: readonly Task[], away: readonly Task[], {code, deputyCode}: StandIn): readonly Task[] {
  const has = new Set(own.map(({kind, about}) => `${kind} ${about}`))
  return away
    .filter(({kind, about}) => !has.has(`${kind} ${about}`))
    .map((task) => ({...task, who: task.who ?? code, deputy: deputyCode}))
}
