import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import type {GroupId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {JOINERS, joinGroup} from './group-people.ts'
import type {Group} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** A group; programme and location by code. */
export const AddGroup = z.strictObject({
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).optional(),
  programme: z.string().optional(),
  location: z.string().optional(),
  ...JOINERS,
})

/** Adds a group with those who are in it. @throws ExamError `group.refused` with `group.exists`; `<noun>.not-found` */
export async function addGroup(ctx: Context<InstitutionStores>, input: z.input<typeof AddGroup>): Promise<Group> {
  const {code, name, programme, location, ...joiners} = parsed(AddGroup, input)
  return ctx.write('group.add', {}, async (stores, entry) => {
    if (await stores.groups.find(code))
      throw refuse('group', [{code: 'group.exists', message: `Group ${code} exists already.`}])
    const group: Group = {
      id: ctx.ids.next<GroupId>(),
      code,
      name: name ?? code,
      programmeId: programme === undefined ? null : (await stores.programmes.get(programme)).id,
      locationId: location === undefined ? null : (await stores.locations.get(location)).id,
      endedAt: null,
      version: 1,
    }
    await stores.groups.add([group])
    await joinGroup({ctx, stores, entry}, group, joiners)
    const facts = {code, students: joiners.addStudents.length, teachers: joiners.addTeachers}
    entry.note({about: ['group', group.id], facts})
    return group
  })
}
