import type {Context} from '../context.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {Instant} from '../time.ts'
import type {WebSession} from './model.ts'
import {isAlive} from './web-session.ts'

/** A session as an administrator sees it. */
export type WebSessionView = Readonly<{
  id: string
  person: string
  means: WebSession['means']
  step: WebSession['step']
  since: Instant
  seen: Instant
  until: Instant
}>

/** Who is signed in now, the last one seen first. @throws ExamError `staff.not-found`, `student.not-found` */
export async function listWebSessions(
  ctx: Context<LifecycleStores>,
  {person: code}: Readonly<{person?: string | undefined}> = {},
): Promise<readonly WebSessionView[]> {
  return ctx.read('operation.read', async (stores, {now}) => {
    const one = code === undefined ? undefined : ((await stores.students.find(code)) ?? (await stores.staff.get(code)))
    const open = await stores.webSessions.all(one ? {personId: one.id} : {})
    const alive = open.filter((session) => isAlive(session, now))
    const people = await stores.persons.all({id: [...new Set(alive.map(({personId}) => personId))]})
    const codes = new Map(people.map(({id, staffCode, studentNumber}) => [id, staffCode ?? studentNumber ?? '']))
    return alive
      .map(({id, personId, means, step, createdAt: since, seenAt: seen, expiresAt: until}) => {
        return {id, person: codes.get(personId) ?? '', means, step, since, seen, until}
      })
      .toSorted((a, b) => (a.seen > b.seen ? -1 : 1))
  })
}

/** Ends all sessions of a person; he may sign in again. Answers how many. @throws ExamError `staff.not-found` */
export async function endUserSessions(
  ctx: Context<LifecycleStores>,
  code: string,
): Promise<Readonly<{person: string; ended: number}>> {
  return ctx.write('user.end-session', {}, async (stores, entry) => {
    const {id} = (await stores.students.find(code)) ?? (await stores.staff.get(code))
    const ended = await stores.webSessions.changeAll({personId: id}, {endedAt: entry.now})
    entry.note({about: ['person', id], for: id, facts: {ended}})
    return {person: code, ended}
  })
}
