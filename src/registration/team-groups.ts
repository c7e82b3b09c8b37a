import type {Context} from '../context.ts'
import type {GroupId} from '../ids.ts'
import type {RegistrationStores} from './store.ts'

/** A group of a teacher, and what is to be done for it. */
export type TeamGroup = Readonly<{
  id: GroupId
  group: string
  name: string
  students: number
  /** Registrations that wait for a decision. */
  toDecide: number
  /** Students without any open registration. */
  unregistered: number
}>

/**
 * The groups that the one who acts teaches, by code, with the registrations that wait for him and the students who are
 * registered for nothing (feature R7). Whoever teaches none has none, whatever else he may see.
 */
export async function teamGroups(ctx: Context<RegistrationStores>): Promise<readonly TeamGroup[]> {
  return ctx.read('registration.read', async (stores, {person}) => {
    if (person === null) return []
    const taught = await stores.groupTeachers.all({personId: person})
    const groups = await stores.groups.all({id: taught.map(({groupId}) => groupId)})
    const members = await stores.groupMembers.all({groupId: groups.map(({id}) => id)})
    const persons = [...new Set(members.map(({personId}) => personId))]
    const open = await stores.registrations.all({personId: persons})
    const byPerson = Map.groupBy(open, ({personId}) => personId)
    const membersOf = Map.groupBy(members, ({groupId}) => groupId)
    return groups.map(({id, code, name}) => {
      const own = (membersOf.get(id) ?? []).map(({personId}) => byPerson.get(personId) ?? [])
      return {
        id,
        group: code,
        name,
        students: own.length,
        toDecide: own.flat().filter(({state}) => state === 'wanted').length,
        unregistered: own.filter((registrations) => registrations.length === 0).length,
      }
    })
  })
}
