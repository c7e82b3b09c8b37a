import type {Context} from '../context.ts'
import type {Person} from '../institution/model.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {type Instant, plusMinutes} from '../time.ts'
import {personsMeant} from './find-person.ts'
import {newLink, SIGN_IN_MINUTES} from './links.ts'
import type {Secrets} from './ports.ts'

/** Links that one person may ask for in an hour; more would only fill his mailbox. */
const AN_HOUR = 5

/**
 * Mails a link to whoever is meant by a student number, staff code or e-mail address. What it answers says nothing about
 * whether there is such a person (design rule 23): the caller answers everybody the same, after the same time.
 */
export async function askLink(ctx: Context<LifecycleStores>, secrets: Secrets, who: string): Promise<void> {
  await ctx.write('sign-in.ask', {}, async (stores, entry) => {
    const fresh: Person[] = []
    for (const person of await personsMeant(stores, who)) {
      const asked = await stores.signInLinks.history({personId: person.id})
      if (recent(asked, entry.now) < AN_HOUR && person.email !== '') fresh.push(person)
    }
    const letters = []
    for (const person of fresh)
      letters.push(
        await newLink(stores, {ids: ctx.ids, hash: ctx.hash, secrets}, entry, {
          person,
          purpose: 'sign-in',
          minutes: SIGN_IN_MINUTES,
        }),
      )
    await stores.outbox.post(letters.map(({letter}) => letter))
  })
}

function recent(links: readonly Readonly<{createdAt: Instant}>[], now: Instant): number {
  return links.filter(({createdAt}) => now < plusMinutes(createdAt, 60)).length
}
