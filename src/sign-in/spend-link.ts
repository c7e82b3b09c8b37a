import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {needsSecondFactor} from './find-person.ts'
import {useUp, workingLink} from './links.ts'
import type {Secrets} from './ports.ts'
import {type Begun, beginSession} from './web-session.ts'

/**
 * Signs in with a mailed link, once, by a button: mail scanners open links (design rule 23). Who is more than a student
 * must then give his second factor; a link from an invitation lets him set that up.
 *
 * @throws ExamError `sign-in.link-over`, `sign-in.not-set-up`
 */
export async function spendLink(ctx: Context<LifecycleStores>, secrets: Secrets, token: string): Promise<Begun> {
  return ctx.write('sign-in.begin', {}, async (stores, entry) => {
    const link = await workingLink(stores, ctx.hash.sha256(token), entry.now)
    await useUp(stores, link, entry.now)
    const person = await stores.persons.get(link.personId)
    if (person.endedAt !== null) throw notSetUp()
    const means = 'link' as const
    const ways = {ids: ctx.ids, hash: ctx.hash, secrets}
    if (link.purpose === 'set-up') return beginSession(stores, ways, entry, {person: person.id, step: 'set-up', means})
    if (!needsSecondFactor(person)) return beginSession(stores, ways, entry, {person: person.id, step: 'done', means})
    if ((await stores.credentials.count({personId: person.id, kind: 'totp'})) === 0) throw notSetUp()
    return beginSession(stores, ways, entry, {person: person.id, step: 'second-factor', means})
  })
}

function notSetUp(): ExamError {
  const message = 'Your sign-in is not set up yet; ask your administrator for an invitation.'
  return new ExamError('refused', 'sign-in.not-set-up', message)
}
