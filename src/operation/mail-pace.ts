import {type Instant, plusMinutes} from '../time.ts'

/** A mail that did not go is given up after this many tries. */
export const TRIES = 10
/** Longer pauses help nobody: the mail would come too late for what it says. */
const LONGEST = 60

/** When a mail that failed for the `attempts`-th time is tried again: after 1, 2, 4 … at most 60 minutes (design rule 10). */
export function nextTry(now: Instant, attempts: number): Instant {
  return plusMinutes(now, Math.min(2 ** (attempts - 1), LONGEST))
}
