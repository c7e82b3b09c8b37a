import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {dayOf} from '../../time.ts'
import {allByCode} from '../by-code.ts'
import type {Group} from '../model.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** Who comes into a group: numbers of students, staff codes of teachers. */
export const JOINERS = {
  addStudents: z.array(z.string()).default([]),
  addTeachers: z.array(z.string()).default([]),
}

type Joiners = Readonly<{addStudents: readonly string[]; addTeachers: readonly string[]}>
type Leavers = Readonly<{endStudents: readonly string[]; endTeachers: readonly string[]}>

/** Puts students and teachers in a group from today on; twice is once. @throws ExamError `student.not-found`, `staff.not-found` */
export async function joinGroup(
  {ctx, stores, entry}: Readonly<{ctx: Context<InstitutionStores>; stores: InstitutionStores; entry: Entry}>,
  {id: groupId}: Group,
  {addStudents, addTeachers}: Joiners,
): Promise<void> {
  const fromOn = dayOf(entry.now, (await theInstitution(stores)).zone)
  const members = new Set((await stores.groupMembers.all({groupId})).map(({personId}) => personId))
  const students = (await allByCode(stores.students, 'studentNumber', addStudents)).filter(({id}) => !members.has(id))
  if (students.length > 0)
    await stores.groupMembers.add(
      students.map(({id}) => ({id: ctx.ids.next(), groupId, personId: id, fromOn, toOn: null, endedAt: null})),
    )
  const teaching = new Set((await stores.groupTeachers.all({groupId})).map(({personId}) => personId))
  const teachers = (await allByCode(stores.staff, 'staffCode', addTeachers)).filter(({id}) => !teaching.has(id))
  if (teachers.length > 0)
    await stores.groupTeachers.add(teachers.map(({id}) => ({id: ctx.ids.next(), groupId, personId: id, endedAt: null})))
}

/** Takes students and teachers out of a group from now on; twice is once. @throws ExamError `student.not-found`, `staff.not-found` */
export async function leaveGroup(
  stores: InstitutionStores,
  {now: endedAt}: Entry,
  {id: groupId}: Group,
  {endStudents, endTeachers}: Leavers,
): Promise<void> {
  const students = await allByCode(stores.students, 'studentNumber', endStudents)
  await stores.groupMembers.changeAll({groupId, personId: students.map(({id}) => id)}, {endedAt})
  const teachers = await allByCode(stores.staff, 'staffCode', endTeachers)
  await stores.groupTeachers.changeAll({groupId, personId: teachers.map(({id}) => id)}, {endedAt})
}
