import type {Context} from '../../context.ts'
import type {Role} from '../../deeds.ts'
import {fullName} from '../people/names.ts'
import type {InstitutionStores} from '../store.ts'

/** A person who can sign in or holds a role. */
export type UserView = Readonly<{person: string; name: string; osUsers: readonly string[]; roles: readonly Role[]}>

/** Who may work with ontrac, and as what; by staff code. */
export async function listUsers(ctx: Context<InstitutionStores>): Promise<readonly UserView[]> {
  return ctx.read('operation.read', async ({accounts, roles, persons}) => {
    const byPerson = Map.groupBy(await roles.all(), ({personId}) => personId)
    const signIns = Map.groupBy(await accounts.all({kind: 'os'}), ({personId}) => personId)
    const known = await persons.all({id: [...new Set([...byPerson.keys(), ...signIns.keys()])]})
    return known
      .map((person) => ({
        person: person.staffCode ?? person.studentNumber ?? '',
        name: fullName(person),
        osUsers: (signIns.get(person.id) ?? []).map(({subject}) => subject),
        roles: (byPerson.get(person.id) ?? []).map(({role}) => role).toSorted(),
      }))
      .toSorted((a, b) => (a.person < b.person ? -1 : 1))
  })
}
