import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import {lastAdmin} from '../roles/last-admin.ts'
import type {InstitutionStores} from '../store.ts'

/** What an employee who left no longer is and has: numbers of what ended. */
export type EndedStaff = Readonly<{staff: string; roles: number; groups: number; boards: number; mandates: number}>

/**
 * Ends an employee who left: his roles, groups, seats on boards and mandates end with him, and he can no longer sign in.
 * What he did stands. Duties in sessions are not touched: give them to others first.
 *
 * @throws ExamError `staff.not-found`; `staff.refused` with `role.last-admin`
 */
export async function endStaff(
  ctx: Context<InstitutionStores>,
  {staff: code, reason}: Readonly<{staff: string; reason: string}>,
): Promise<EndedStaff> {
  return ctx.write('staff.end', {}, async (stores, entry) => {
    const person = await stores.staff.get(code)
    refuseIfAny('staff', await lastAdmin(stores, person.id, entry.now))
    const mine = {personId: person.id}
    const ended = {endedAt: entry.now}
    const roles = await stores.roles.changeAll(mine, ended)
    const groups = await stores.groupTeachers.changeAll(mine, ended)
    const boards = await stores.boardMembers.changeAll(mine, ended)
    const mandates = await stores.mandates.changeAll({...mine, revokedAt: null}, {revokedAt: entry.now})
    await stores.accounts.changeAll(mine, ended)
    await stores.persons.change(person.id, ended)
    const answer = {staff: person.staffCode ?? code, roles, groups, boards, mandates}
    entry.note({about: ['staff', person.id], for: person.id, facts: answer, text: reason})
    return answer
  })
}
