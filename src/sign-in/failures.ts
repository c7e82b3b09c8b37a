import {type Instant, plusMinutes} from '../time.ts'
import type {Credential} from './model.ts'
import type {SignInStores} from './store.ts'

/** Wrong tries that cost nothing; each one more doubles the wait, up to a quarter of an hour. */
const FREE_TRIES = 5
const LONGEST_WAIT_MINUTES = 15

/** Whether a credential may be tried now. */
export function mayTry({blockedUntil}: Pick<Credential, 'blockedUntil'>, now: Instant): boolean {
  return blockedUntil === null || blockedUntil <= now
}

/** Counts a wrong try. Nobody is shut out for long: a stranger could do that to anybody (ASVS 6.3.1). */
export async function countFailure(
  {credentials}: Pick<SignInStores, 'credentials'>,
  {id, failures}: Credential,
  now: Instant,
): Promise<void> {
  const count = failures + 1
  const wait = count < FREE_TRIES ? 0 : Math.min(2 ** (count - FREE_TRIES), LONGEST_WAIT_MINUTES)
  await credentials.change(id, {failures: count, blockedUntil: wait === 0 ? null : plusMinutes(now, wait)})
}
