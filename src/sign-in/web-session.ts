import type {Entry} from '../context.ts'
import type {PersonId, SessionId} from '../ids.ts'
import type {Hasher, Ids} from '../ports.ts'
import {type Instant, plusMinutes} from '../time.ts'
import type {WebSession} from './model.ts'
import type {Secrets} from './ports.ts'
import type {SignInStores} from './store.ts'

/** A day's work; then everybody signs in again, however busy. */
const LONGEST_MINUTES = 12 * 60
/** Who does nothing for so long is signed out. */
const IDLE_MINUTES = 120
/** Time to find one's phone and type a code. */
const HALF_WAY_MINUTES = 15

/** A session that was begun, with the token that only the browser keeps. */
export type Begun = Readonly<{token: string; session: WebSession}>

export type Beginning = Readonly<{
  person: PersonId
  step: WebSession['step']
  means: WebSession['means']
  duty?: Readonly<{session: SessionId; until: Instant}>
}>

/** What beginning a session asks of the one who does it. */
export type Ways = Readonly<{ids: Ids; hash: Hasher; secrets: Secrets}>

/** Begins a session; its token has never been anybody's, so that none can be planted (session fixation). */
export async function beginSession(
  {webSessions}: Pick<SignInStores, 'webSessions'>,
  {ids, hash, secrets}: Ways,
  {now, note}: Pick<Entry, 'now' | 'note'>,
  {person, step, means, duty}: Beginning,
): Promise<Begun> {
  const token = secrets.token()
  const session: WebSession = {
    id: ids.next(),
    personId: person,
    tokenHash: hash.sha256(token),
    step,
    means,
    sessionId: duty?.session ?? null,
    createdAt: now,
    seenAt: now,
    expiresAt: duty?.until ?? plusMinutes(now, step === 'done' ? LONGEST_MINUTES : HALF_WAY_MINUTES),
    endedAt: null,
  }
  await webSessions.add([session])
  note({about: ['web-session', session.id], for: person, facts: {means, step}})
  return {token, session}
}

/** Whether a session still opens pages: not ended, not too old, and not left alone for too long. */
export function isAlive({endedAt, expiresAt, seenAt}: WebSession, now: Instant): boolean {
  return endedAt === null && now < expiresAt && now < plusMinutes(seenAt, IDLE_MINUTES)
}
