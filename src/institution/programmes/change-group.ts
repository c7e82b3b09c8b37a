import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {given} from '../given.ts'
import {JOINERS, joinGroup, leaveGroup} from './group-people.ts'
import type {Group} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** What is given changes; what is left out stays. */
export const ChangeGroup = z.strictObject({
  group: z.string().trim().min(1),
  name: z.string().trim().min(1).optional(),
  programme: z.string().optional(),
  location: z.string().optional(),
  ...JOINERS,
  endStudents: z.array(z.string()).default([]),
  endTeachers: z.array(z.string()).default([]),
})
type Wanted = z.output<typeof ChangeGroup>

/**
 * Changes a group, who is in it and who teaches it; twice is once. Somebody who both leaves and joins stays.
 *
 * @throws ExamError `<noun>.not-found`, `group.nothing-to-change`
 */
export async function changeGroup(ctx: Context<InstitutionStores>, input: z.input<typeof ChangeGroup>): Promise<Group> {
  const wanted = parsed(ChangeGroup, input)
  return ctx.write('group.change', {}, async (stores, entry) => {
    const group = await stores.groups.get(wanted.group)
    const change = await changed(stores, wanted)
    if (isNothing(wanted, change))
      throw new ExamError('invalid', 'group.nothing-to-change', 'Say what should change; see the flags with --help.')
    await stores.groups.change(group.id, change)
    await leaveGroup(stores, entry, group, wanted)
    await joinGroup({ctx, stores, entry}, group, wanted)
    entry.note({
      about: ['group', group.id],
      facts: {
        code: group.code,
        changed: Object.keys(change),
        added: wanted.addStudents.length,
        ended: wanted.endStudents.length,
        teachers: wanted.addTeachers,
        endedTeachers: wanted.endTeachers,
      },
    })
    return {...group, ...change}
  })
}

async function changed(
  {programmes, locations}: InstitutionStores,
  {name, programme, location}: Wanted,
): Promise<Partial<Pick<Group, 'name' | 'programmeId' | 'locationId'>>> {
  return given({
    name,
    programmeId: programme === undefined ? undefined : (await programmes.get(programme)).id,
    locationId: location === undefined ? undefined : (await locations.get(location)).id,
  })
}

function isNothing({addStudents, addTeachers, endStudents, endTeachers}: Wanted, change: object): boolean {
  return [addStudents, addTeachers, endStudents, endTeachers, Object.keys(change)].every((list) => list.length === 0)
}
