import type {Context, Entry} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {PersonId} from '../ids.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {Appointment} from '../ports.ts'
import type {Credential} from './model.ts'
import {calendarOf} from './own-calendar.ts'
import type {Secrets} from './ports.ts'

/** The address of somebody's calendar below that of the pages; null while he has none. */
export type CalendarLink = Readonly<{path: string | null}>

/** The address of one's own calendar. Whoever has it reads when and where one is, and nothing else. */
export async function calendarLink(ctx: Context<LifecycleStores>, secrets: Secrets): Promise<CalendarLink> {
  const {person} = ctx.actor
  return ctx.read('calendar.read', async ({credentials}) => {
    const [link] = person === null ? [] : await credentials.all({personId: person, kind: 'calendar'})
    return {path: link === undefined ? null : pathOf(secrets, link.id)}
  })
}

/** Makes the address of one's own calendar; an earlier one opens nothing any more. @throws ExamError `calendar.nobody` */
export async function makeCalendarLink(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
): Promise<Readonly<{path: string}>> {
  return ctx.write('calendar.link', {}, async ({credentials}, entry) => {
    const personId = somebody(entry)
    await credentials.changeAll({personId, kind: 'calendar'}, {endedAt: entry.now})
    const id = ctx.ids.next<string>()
    const made: Credential = {
      id,
      personId,
      kind: 'calendar',
      secret: ctx.hash.sha256(secrets.tokenFor('calendar', id)),
      sessionId: null,
      lastStep: 0,
      failures: 0,
      blockedUntil: null,
      createdAt: entry.now,
      endedAt: null,
    }
    await credentials.add([made])
    entry.note({about: ['credential', id], for: personId, facts: {kind: 'calendar'}})
    return {path: pathOf(secrets, id)}
  })
}

/** Ends the address of one's own calendar. Twice is once. @throws ExamError `calendar.nobody` */
export async function endCalendarLink(ctx: Context<LifecycleStores>): Promise<Readonly<{ended: number}>> {
  return ctx.write('calendar.end-link', {}, async ({credentials}, entry) => {
    const personId = somebody(entry)
    const ended = await credentials.changeAll({personId, kind: 'calendar'}, {endedAt: entry.now})
    entry.note({about: ['person', personId], for: personId, facts: {kind: 'calendar', ended}})
    return {ended}
  })
}

/**
 * The calendar behind an address, for the system that serves it: nobody is signed in there.
 *
 * @throws ExamError `calendar.not-found` for an address that was never made or has ended, and for who has left
 */
export async function linkedCalendar(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  {link, token}: Readonly<{link: string; token: string}>,
): Promise<readonly Appointment[]> {
  return ctx.read('calendar.read', async (stores, access) => {
    const [found] = await stores.credentials.all({id: link, kind: 'calendar'})
    if (!found || !secrets.equal(found.secret, ctx.hash.sha256(token))) throw none()
    const [person] = await stores.persons.all({id: found.personId})
    if (!person) throw none()
    return calendarOf(stores, access, person.id)
  })
}

function pathOf(secrets: Secrets, id: string): string {
  return `/calendar/${id}/${secrets.tokenFor('calendar', id)}`
}

function somebody({person}: Entry): PersonId {
  if (person !== null) return person
  throw new ExamError('refused', 'calendar.nobody', 'Only a person of the school has a calendar; map your user first.')
}

function none(): ExamError {
  return new ExamError('not-found', 'calendar.not-found', 'There is no such calendar, or not any more.')
}
