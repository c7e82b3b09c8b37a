import type {Clock} from '../../src/ports.ts'
import type {Instant} from '../../src/time.ts'

/** The machine's own clock. */
export const systemClock: Clock = {now: () => new Date().toISOString() as Instant}

/** A clock that stands still at `at`, for `--as-of`. */
export function fixedClock(at: Instant): Clock {
  return {now: () => at}
}
