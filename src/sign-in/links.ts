import type {Entry} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {Person} from '../institution/model.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {type Instant, plusMinutes} from '../time.ts'
import type {SignInLink} from './model.ts'
import type {SignInStores} from './store.ts'
import type {Ways} from './web-session.ts'

/** A link to sign in with is for now; one to set up a sign-in waits for somebody to come back from leave. */
export const SIGN_IN_MINUTES = 15
export const SET_UP_MINUTES = 72 * 60

export type NewLink = Readonly<{person: Person; purpose: SignInLink['purpose']; minutes: number}>

/** Makes a link that works once, and the letter that brings it; the letter names the link and never holds its token. */
export async function newLink(
  {signInLinks}: Pick<SignInStores, 'signInLinks'>,
  {ids, hash, secrets}: Ways,
  {now, note}: Pick<Entry, 'now' | 'note'>,
  {person, purpose, minutes}: NewLink,
): Promise<Readonly<{token: string; letter: QueuedLetter}>> {
  const id = ids.next<string>()
  const token = secrets.tokenFor('link', id)
  const expiresAt = plusMinutes(now, minutes)
  const link: SignInLink = {
    id,
    personId: person.id,
    purpose,
    tokenHash: hash.sha256(token),
    createdAt: now,
    expiresAt,
    endedAt: null,
  }
  await signInLinks.add([link])
  note({about: ['link', id], for: person.id, facts: {purpose}})
  const data = {secretOf: {purpose: 'link', id}, code: person.studentNumber ?? person.staffCode ?? '', expiresAt}
  return {token, letter: {person: person.id, letter: purpose === 'sign-in' ? 'sign-in-link' : 'set-up-link', data}}
}

/** The link of a token, while it works. @throws ExamError `sign-in.link-over` for one that is used, too old or no link at all */
export async function workingLink(
  {signInLinks}: Pick<SignInStores, 'signInLinks'>,
  tokenHash: string,
  now: Instant,
): Promise<SignInLink> {
  const [link] = await signInLinks.all({tokenHash})
  if (link && now < link.expiresAt) return link
  throw linkOver()
}

/** Uses a link up; of two at the same moment one is told that it is over. @throws ExamError `sign-in.link-over` */
export async function useUp(
  {signInLinks}: Pick<SignInStores, 'signInLinks'>,
  link: SignInLink,
  now: Instant,
): Promise<void> {
  if ((await signInLinks.changeAll({id: link.id}, {endedAt: now})) !== 1) throw linkOver()
}

function linkOver(): ExamError {
  return new ExamError('refused', 'sign-in.link-over', 'This link was used before or is too old; ask for a new one.')
}
