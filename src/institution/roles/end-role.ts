import type {Context} from '../../context.ts'
import type {Role} from '../../deeds.ts'
import {refuseIfAny} from '../../errors.ts'
import {lastAdmin} from './last-admin.ts'
import type {InstitutionStores} from '../store.ts'

/**
 * Takes a role back from now on; what was done in it stands.
 *
 * @throws ExamError `role.refused` with `role.not-held`, `role.last-admin`; `staff.not-found`
 */
export async function endRole(
  ctx: Context<InstitutionStores>,
  {person: code, role}: Readonly<{person: string; role: Role}>,
): Promise<Readonly<{person: string; role: Role}>> {
  return ctx.write('user.end-role', {}, async (stores, entry) => {
    const person = await stores.staff.get(code)
    const held = await stores.roles.count({personId: person.id, role})
    refuseIfAny('role', [
      ...(held === 0 ? [{code: 'role.not-held', message: `${code} does not hold the role ${role}.`}] : []),
      ...(role === 'admin' ? await lastAdmin(stores, person.id, entry.now) : []),
    ])
    await stores.roles.changeAll({personId: person.id, role}, {endedAt: entry.now})
    entry.note({about: ['person', person.id], for: person.id, facts: {role}})
    return {person: person.staffCode ?? code, role}
  })
}
