import {ExamError} from '../src/errors.ts'
import type {Clock} from '../src/ports.ts'

/** How often something may be done: `burst` at once, then one every `seconds`. */
type PaceOf = Readonly<{burst: number; seconds: number}>

/** Limits by what they count for. Claims count per person only: a school is one address (design rule 23). */
const PACES = {
  claim: {burst: 10, seconds: 1},
  'failed-sign-in': {burst: 20, seconds: 15},
  'failed-code': {burst: 40, seconds: 5},
  'asked-link': {burst: 30, seconds: 10},
  api: {burst: 200, seconds: 0.05},
} as const satisfies Record<string, PaceOf>

/** More than so many at once are forgotten, the longest silent first. */
const MOST = 50_000

/** Counts in this process; behind a load balancer each process counts for itself. */
export type Pace = Readonly<{
  /** Takes one. @throws ExamError `request.too-many` (busy, never full) */
  take: (kind: keyof typeof PACES, who: string) => void
  /** Whether one is left, without taking it. @throws as take */
  check: (kind: keyof typeof PACES, who: string) => void
}>

/** Opens the counting (token buckets). */
export function openPace(clock: Clock): Pace {
  const fullAt = new Map<string, number>()
  const look = (kind: keyof typeof PACES, who: string, cost: number): void => {
    const {burst, seconds} = PACES[kind]
    const key = `${kind} ${who}`
    const now = Date.parse(clock.now())
    const next = Math.max(fullAt.get(key) ?? 0, now) + seconds * 1000
    if (next > now + burst * seconds * 1000) {
      const message = 'This is too fast; wait a moment and try again.'
      throw new ExamError('unavailable', 'request.too-many', message, {kind})
    }
    if (cost === 0) return
    fullAt.delete(key)
    fullAt.set(key, next)
    if (fullAt.size > MOST) for (const [oldest] of fullAt) return void fullAt.delete(oldest)
  }
  return {take: (kind, who) => look(kind, who, 1), check: (kind, who) => look(kind, who, 0)}
}
