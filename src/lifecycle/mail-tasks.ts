import type {Access, Context} from '../context.ts'
import type {Role} from '../deeds.ts'
import type {PersonId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {type Day, dayOf, plusDays, plusMinutes, startOfDay, weekdayOf} from '../time.ts'
import {staffRoles} from './staff-roles.ts'
import {fallTo, standIns} from './stand-ins.ts'
import type {LifecycleStores} from './store.ts'
import type {Task} from './task.ts'
import {openTaskDesk} from './task-desk.ts'

/** The kind of the job that {@link planTaskMail} plans and {@link mailTasks} does. */
export const MAIL_TASKS = 'task.mail'
const STEP = 500
const FRIDAY = 5

/**
 * Plans the next daily mail of tasks, where the school wants one and none is planned: at the policy's `dailyTaskMailHour` of
 * the next working day. Answers how many were planned, 0 or 1. Safe to run twice.
 */
export async function planTaskMail(ctx: Context<LifecycleStores>): Promise<number> {
  const due = await ctx.read('operation.read', async (stores, {now}) => {
    const {policy, zone} = await theInstitution(stores)
    if (!policy.dailyTaskMail || (await stores.jobs.all({kind: MAIL_TASKS, doneAt: null}, {limit: 1})).length > 0)
      return undefined
    const at = (on: Day) => plusMinutes(startOfDay(on, zone), policy.dailyTaskMailHour * 60)
    let on = dayOf(now, zone)
    while (at(on) <= now || weekdayOf(on) > FRIDAY) on = plusDays(on, 1)
    return {on, dueAt: at(on)}
  })
  if (due === undefined) return 0
  return ctx.write('task.mail', {}, async (stores, entry) => {
    await stores.jobs.plan([{kind: MAIL_TASKS, key: due.on, payload: {}, dueAt: due.dueAt}])
    entry.note({about: ['task-mail', due.on], facts: {planned: due.dueAt}})
    return 1
  })
}

/**
 * Mails each employee and external what waits for him today and, as a deputy, for who is away; nothing to whom nothing waits
 * for. Once a day to each, however often it is run; nothing when the school has switched it off. Answers how many were queued.
 */
export async function mailTasks(ctx: Context<LifecycleStores>): Promise<number> {
  const {on, letters} = await ctx.read('task.read', lettersOfToday)
  for (let i = 0; i < letters.length; i += STEP) {
    const batch = letters.slice(i, i + STEP)
    await ctx.write('task.mail', {}, async (stores, entry) => {
      entry.note({about: ['task-mail', on], facts: {on, queued: batch.length}})
      await stores.outbox.post(batch)
    })
  }
  return letters.length
}

async function lettersOfToday(
  stores: LifecycleStores,
  access: Access,
): Promise<Readonly<{on: Day; letters: readonly QueuedLetter[]}>> {
  const {policy, zone} = await theInstitution(stores)
  const on = dayOf(access.now, zone)
  if (!policy.dailyTaskMail) return {on, letters: []}
  const tasks = await tasksByPerson(stores, access)
  const letters = [...tasks].map(([person, own]) => ({
    person,
    letter: 'tasks-daily',
    data: {on, tasks: own.map((task) => ({title: titleOf(task), dueOn: dueOn(task, zone)}))},
    key: `tasks:${on}:${person}`,
  }))
  return {on, letters}
}

/** The tasks of every employee and external for whom something waits, his own before what falls to him. */
async function tasksByPerson(stores: LifecycleStores, access: Access): Promise<ReadonlyMap<PersonId, readonly Task[]>> {
  const desk = await openTaskDesk(stores, access)
  const held = await staffRoles(stores, access)
  const away = await standIns(stores, access)
  const wanted = [...new Set([...held.keys(), ...(await desk.persons()), ...away.map(({deputy}) => deputy)])]
  const own = new Map<PersonId, readonly Task[]>()
  for (const {id, staffCode} of await stores.persons.all({id: wanted})) {
    const roles: readonly Role[] = [...new Set<Role>([...(held.get(id) ?? []), 'teacher', 'lead'])]
    if (staffCode !== null) own.set(id, await desk.tasksOf({person: id, roles}))
  }
  const all = new Map(own)
  for (const each of away) {
    const his = all.get(each.deputy)
    if (his) all.set(each.deputy, [...his, ...fallTo(his, own.get(each.person) ?? [], each)])
  }
  return new Map([...all].filter(([, tasks]) => tasks.length > 0))
}

/** Names nobody but by code. */
function titleOf({what, who, deputy}: Task): Task['what'] {
  return deputy === null ? what : {nl: `${what.nl} (namens ${who})`, en: `${what.en} (for ${who})`}
}

function dueOn({due}: Task, zone: string): string | null {
  if (due === null) return null
  return due.includes('T') ? dayOf(due as Parameters<typeof dayOf>[0], zone) : due
}
