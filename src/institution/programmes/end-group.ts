import type {Context} from '../../context.ts'
import type {InstitutionStores} from '../store.ts'

/** A group that has ended, and how many students and teachers were in it. */
export type EndedGroup = Readonly<{group: string; students: number; teachers: number}>

/**
 * Ends a group: nobody is in it any more, and its teachers no longer see those who were.
 *
 * @throws ExamError `group.not-found`
 */
export async function endGroup(
  ctx: Context<InstitutionStores>,
  {group: code}: Readonly<{group: string}>,
): Promise<EndedGroup> {
  return ctx.write('group.end', {}, async (stores, entry) => {
    const group = await stores.groups.get(code)
    const ended = {endedAt: entry.now}
    const students = await stores.groupMembers.changeAll({groupId: group.id}, ended)
    const teachers = await stores.groupTeachers.changeAll({groupId: group.id}, ended)
    await stores.groups.change(group.id, ended)
    entry.note({about: ['group', group.id], facts: {code: group.code, students, teachers}})
    return {group: group.code, students, teachers}
  })
}
