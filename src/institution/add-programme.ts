import {z} from 'zod'
import type {Context} from '../context.ts'
import {refuse} from '../errors.ts'
import type {GroupId, ProgrammeId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {dayOf} from '../time.ts'
import type {Group, Programme} from './model.ts'
import type {InstitutionStores} from './store.ts'
import {theInstitution} from './the-institution.ts'

/** A programme: one crebo, route and cohort. */
export const AddProgramme = z.strictObject({
  code: z.string().trim().min(1).max(40),
  crebo: z.string().regex(/^\d{5}$/, 'is no crebo: five digits'),
  name: z.string().trim().min(1),
  level: z.int().min(1).max(4),
  route: z.enum(['bol', 'bbl']),
  cohort: z.string().regex(/^\d{4}-\d{4}$/, 'is no cohort, such as 2025-2026'),
  location: z.string().optional(),
  board: z.string().optional(),
})

/** @throws ExamError `programme.refused` with `programme.exists`; `location.not-found`, `board.not-found` */
export async function addProgramme(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof AddProgramme>,
): Promise<Programme> {
  const {location, board, ...facts} = parsed(AddProgramme, input)
  return ctx.write('programme.add', {}, async (stores, entry) => {
    if (await stores.programmes.find(facts.code))
      throw refuse('programme', [{code: 'programme.exists', message: `Programme ${facts.code} exists already.`}])
    const programme: Programme = {
      ...facts,
      id: ctx.ids.next<ProgrammeId>(),
      locationId: location === undefined ? null : (await stores.locations.get(location)).id,
      boardId: board === undefined ? null : (await stores.boards.get(board)).id,
      endedAt: null,
      version: 1,
    }
    await stores.programmes.add([programme])
    entry.note({about: ['programme', programme.id], facts: {code: facts.code, crebo: facts.crebo}})
    return programme
  })
}

export const ChangeGroup = z.strictObject({
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().optional(),
  programme: z.string().optional(),
  location: z.string().optional(),
  addStudents: z.array(z.string()).default([]),
  endStudents: z.array(z.string()).default([]),
  addTeachers: z.array(z.string()).default([]),
  endTeachers: z.array(z.string()).default([]),
})

/** Adds a group. @throws ExamError `group.refused` with `group.exists`; `<noun>.not-found` */
export async function addGroup(ctx: Context<InstitutionStores>, input: z.input<typeof ChangeGroup>): Promise<Group> {
  const wanted = parsed(ChangeGroup, input)
  return ctx.write('group.add', {}, async (stores, entry) => {
    if (await stores.groups.find(wanted.code))
      throw refuse('group', [{code: 'group.exists', message: `Group ${wanted.code} exists already.`}])
    const group: Group = {
      id: ctx.ids.next<GroupId>(),
      code: wanted.code,
      name: wanted.name ?? wanted.code,
      programmeId: wanted.programme === undefined ? null : (await stores.programmes.get(wanted.programme)).id,
      locationId: wanted.location === undefined ? null : (await stores.locations.get(wanted.location)).id,
      endedAt: null,
      version: 1,
    }
    await stores.groups.add([group])
    await fill(ctx, stores, group, wanted)
    entry.note({
      about: ['group', group.id],
      facts: {code: group.code, students: wanted.addStudents.length, teachers: wanted.addTeachers},
    })
    return group
  })
}

/** Changes who is in a group and who teaches it; twice is once. @throws ExamError `<noun>.not-found` */
export async function changeGroup(ctx: Context<InstitutionStores>, input: z.input<typeof ChangeGroup>): Promise<Group> {
  const wanted = parsed(ChangeGroup, input)
  return ctx.write('group.change', {}, async (stores, entry) => {
    const group = await stores.groups.get(wanted.code)
    if (wanted.name !== undefined) await stores.groups.change(group.id, {name: wanted.name})
    for (const number of wanted.endStudents)
      await stores.groupMembers.changeAll(
        {groupId: group.id, personId: (await stores.students.get(number)).id},
        {endedAt: entry.now},
      )
    for (const code of wanted.endTeachers)
      await stores.groupTeachers.changeAll(
        {groupId: group.id, personId: (await stores.staff.get(code)).id},
        {endedAt: entry.now},
      )
    await fill(ctx, stores, group, wanted)
    entry.note({
      about: ['group', group.id],
      facts: {
        added: wanted.addStudents.length,
        ended: wanted.endStudents.length,
        teachers: wanted.addTeachers,
        endedTeachers: wanted.endTeachers,
      },
    })
    return {...group, name: wanted.name ?? group.name}
  })
}

async function fill(
  ctx: Context<InstitutionStores>,
  stores: InstitutionStores,
  group: Group,
  wanted: z.output<typeof ChangeGroup>,
): Promise<void> {
  const today = dayOf(ctx.clock.now(), (await theInstitution(stores)).zone)
  const members = new Set((await stores.groupMembers.all({groupId: group.id})).map(({personId}) => personId))
  for (const number of wanted.addStudents) {
    const {id} = await stores.students.get(number)
    if (!members.has(id))
      await stores.groupMembers.add([
        {id: ctx.ids.next(), groupId: group.id, personId: id, fromOn: today, toOn: null, endedAt: null},
      ])
  }
  const teachers = new Set((await stores.groupTeachers.all({groupId: group.id})).map(({personId}) => personId))
  for (const code of wanted.addTeachers) {
    const {id} = await stores.staff.get(code)
    if (!teachers.has(id))
      await stores.groupTeachers.add([{id: ctx.ids.next(), groupId: group.id, personId: id, endedAt: null}])
  }
}
