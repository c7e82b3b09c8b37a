import {z} from 'zod'
import type {Access, Context} from '../context.ts'
import {ROLES, type Role} from '../deeds.ts'
import {ExamError} from '../errors.ts'
import type {PersonId} from '../ids.ts'
import {personNamed} from '../operation/person-named.ts'
import {parsed} from '../parsed.ts'
import {staffRoles} from './staff-roles.ts'
import {fallTo, standIns} from './stand-ins.ts'
import type {LifecycleStores} from './store.ts'
import {byUrgency, type Task} from './task.ts'
import {openTaskDesk, type Whose} from './task-desk.ts'

export const ListTasks = z.strictObject({
  /** Student number or staff code. */
  for: z.string().optional(),
  role: z.enum(ROLES).optional(),
})

/**
 * What waits, derived from the state (feature T2), most urgent first: for the one who asks in his roles; for somebody else
 * with `for`; with `role` all that waits for that role. Who sees only his own things sees only his own tasks. Of somebody who
 * is away the deputy is named, in whose list they stand too.
 *
 * @throws ExamError `person.not-found`, `task.not-yours`
 */
export async function listTasks(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof ListTasks> = {},
): Promise<readonly Task[]> {
  const {for: code, role} = parsed(ListTasks, input)
  return ctx.read('task.read', async (stores, access) => {
    const whose = await whoseTasks(stores, access, ctx.actor.roles, {code, role})
    const {person} = whose
    const desk = await openTaskDesk(stores, access, person === null ? {} : {person})
    const tasks = await desk.tasksOf(whose)
    const away = await standIns(stores, access)
    if (person === null)
      return tasks.map((task) => ({...task, deputy: away.find((each) => each.code === task.who)?.deputyCode ?? null}))
    const deputy = away.find((each) => each.person === person)?.deputyCode ?? null
    const falling: Task[] = []
    for (const each of away.filter((standIn) => standIn.deputy === person)) {
      const roles = only(await rolesOf(stores, access, each.person), role)
      const theirs = await (await openTaskDesk(stores, access, each)).tasksOf({person: each.person, roles})
      falling.push(...fallTo(tasks, theirs, each))
    }
    return byUrgency([...tasks.map((task) => ({...task, deputy})), ...falling])
  })
}

async function whoseTasks(
  stores: LifecycleStores,
  access: Access,
  held: readonly Role[],
  {code, role}: Readonly<{code: string | undefined; role: Role | undefined}>,
): Promise<Whose> {
  if (code === undefined) {
    if (access.reach === 'all' && role !== undefined) return {person: null, roles: [role]}
    return access.person === null && access.reach === 'all'
      ? {person: null, roles: ROLES}
      : {person: access.person, roles: only(held, role)}
  }
  const person = await personNamed(stores, code)
  if (access.reach === 'own' && person !== access.person)
    throw new ExamError('forbidden', 'task.not-yours', 'You see your own tasks only; leave out --for.', {for: code})
  return {person, roles: only(await rolesOf(stores, access, person), role)}
}

async function rolesOf(stores: LifecycleStores, access: Access, personId: PersonId): Promise<readonly Role[]> {
  const held = (await staffRoles(stores, access, {personId})).get(personId) ?? []
  const {studentNumber} = await stores.persons.get(personId)
  // Who teaches a group or leads a session is told by the group and the session.
  return [...new Set<Role>([...held, ...(studentNumber === null ? [] : (['student'] as const)), 'teacher', 'lead'])]
}

function only(roles: readonly Role[], role: Role | undefined): readonly Role[] {
  return role === undefined ? roles : roles.filter((each) => each === role)
}
