import type {Institution} from '../src/institution/model.ts'
import {fullName} from '../src/institution/people/names.ts'
import type {Clock} from '../src/ports.ts'
import type {Visitor, Visitors} from '../src/sign-in/visitor.ts'
import {isAlive} from '../src/sign-in/web-session.ts'
import {dayOf, type Instant, plusMinutes} from '../src/time.ts'
import type {PersonId} from '../src/ids.ts'
import {actorOfPerson} from './actor.ts'
import type {Store} from './store.ts'

/** "Seen" is told to the minute, so that reading pages writes little. */
const SEEN_MINUTES = 1

/**
 * Opens the look-up of who comes with a token. It notes when somebody was last seen, outside any deed: that says nothing
 * about the school and needs no audit entry.
 */
export function openVisitors(store: Store, clock: Clock, institution: () => Promise<Institution>): Visitors {
  const visitorOf = async (personId: PersonId, now: Instant): Promise<Visitor | undefined> => {
    const person = await store.readDb
      .selectFrom('person')
      .select(['id', 'studentNumber', 'staffCode', 'givenName', 'prefix', 'familyName', 'language'])
      .where('id', '=', personId)
      .where('endedAt', 'is', null)
      .executeTakeFirst()
    if (!person) return undefined
    const {studentNumber, staffCode, language} = person
    const {zone} = await institution()
    const actor = await actorOfPerson(store, person, () => dayOf(now, zone))
    return {person: person.id, name: fullName(person), studentNumber, staffCode, language, actor}
  }
  const isOld = (seen: Instant | null, now: Instant): boolean =>
    seen === null || seen <= plusMinutes(now, -SEEN_MINUTES)

  return {
    async bySession(tokenHash) {
      const now = clock.now()
      const session = await store.readDb
        .selectFrom('webSession')
        .selectAll()
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst()
      if (!session || !isAlive(session, now)) return undefined
      const visitor = await visitorOf(session.personId, now)
      if (visitor && isOld(session.seenAt, now))
        await store.db.updateTable('webSession').set({seenAt: now}).where('id', '=', session.id).execute()
      return visitor && {visitor, session}
    },
    async byApiToken(tokenHash) {
      const now = clock.now()
      const token = await store.readDb
        .selectFrom('apiToken')
        .selectAll()
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst()
      if (!token || token.endedAt !== null || token.expiresAt <= now) return undefined
      const visitor = await visitorOf(token.personId, now)
      if (visitor && isOld(token.usedAt, now))
        await store.db.updateTable('apiToken').set({usedAt: now}).where('id', '=', token.id).execute()
      return visitor && {visitor, token}
    },
  }
}
