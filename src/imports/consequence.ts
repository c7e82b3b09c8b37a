/**
 * What a refresh means for something that hangs on a student: it stays, it should be looked at, it is registered for the
 * exam of the new programme instead, or it is freed.
 */
export type Effect = 'keep' | 'look-at' | 'move' | 'withdraw' | 'end'

/** One consequence, by codes. */
export type Consequence = Readonly<{
  student: string
  of: 'registration' | 'enrolment' | 'need'
  /** Code of the registration or need, or of the session. */
  code: string
  exam: string | null
  effect: Effect
  /** The exam instead. */
  to?: string
  /** Why, in words. */
  why: string
}>

/** How many there are of each kind and effect: `registration withdraw` → 3. */
export type ConsequenceCounts = Readonly<Record<string, number>>

/** Whether somebody loses something by it, so that it wants more than a yes (issue 2: nothing is freed without confirmation). */
export function isSevere({of, effect}: Pick<Consequence, 'of' | 'effect'>): boolean {
  return of !== 'need' && (effect === 'withdraw' || effect === 'move')
}
