import type {Context} from '../../context.ts'
import {fullName} from './names.ts'
import {pageOf, type PeopleFilter} from './people-filter.ts'
import type {InstitutionStores} from '../store.ts'

/** An employee in a list. */
export type StaffRow = Readonly<{staff: string; name: string; email: string; roles: readonly string[]}>

/**
 * Employees and externals by family name, page after page (`after` is the code of the last one seen).
 *
 * @throws ExamError `staff.not-found` for `after`
 */
export async function listStaff(
  ctx: Context<InstitutionStores>,
  filter: PeopleFilter = {},
): Promise<readonly StaffRow[]> {
  return ctx.read('people.read', async (stores) => {
    const found = await stores.people.page({...pageOf(filter), kind: 'staff'})
    const roles = Map.groupBy(await stores.roles.all({personId: found.map(({id}) => id)}), ({personId}) => personId)
    return found.map((person) => ({
      staff: person.staffCode ?? '',
      name: fullName(person),
      email: person.email,
      roles: (roles.get(person.id) ?? []).map(({role}) => role).toSorted(),
    }))
  })
}
