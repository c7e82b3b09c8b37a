import type {PersonId} from '../../ids.ts'
import type {Instant} from '../../time.ts'

/** What is known of how a fact came about: who said it when, and what he had seen by then. */
export type Said = Readonly<{
  number: number
  basis: number | null
  byPersonId: PersonId | null
  deviceAt: Instant | null
  offsetMs: number | null
  receivedAt: Instant
}>

/** A fact and the value it gives to one field. */
export type Saying<V> = Readonly<{said: Said; value: V}>

/** The value of a field as it shows, and the ones that contradict it until the lead settles which is right. */
export type Settled<V> = Readonly<{shown: Saying<V>; against: readonly Saying<V>[]}>

/** When something was said by the server's clock: the device's own time and how far that was behind; never after it was received. */
export function saidAt({deviceAt, offsetMs, receivedAt}: Pick<Said, 'deviceAt' | 'offsetMs' | 'receivedAt'>): Instant {
  if (deviceAt === null) return receivedAt
  const at = new Date(Date.parse(deviceAt) + (offsetMs ?? 0)).toISOString() as Instant
  return at < receivedAt ? at : receivedAt
}

/**
 * What several sayings about one field amount to. Who knew of an earlier saying replaces it; of those of whom nobody knew,
 * the last to be received shows, and the field is marked while two of them differ that no lead has settled since.
 *
 * The order of receipt decides which of the contradicting values shows, and nothing else.
 */
export function settle<V>(sayings: readonly Saying<V>[], same: (a: V, b: V) => boolean): Settled<V> {
  const unknown = sayings.filter((each) => !sayings.some((other) => knows(other.said, each.said)))
  const shown = (unknown.length > 0 ? unknown : sayings).reduce((a, b) => (a.said.number > b.said.number ? a : b))
  const settling = sayings.findLast(({said}) => said.basis === null)?.said
  const open = settling ? sayings.filter(({said}) => said === settling || !knows(settling, said)) : sayings
  const clash = open.filter((each) =>
    open.some(
      (other) => !same(each.value, other.value) && !knows(each.said, other.said) && !knows(other.said, each.said),
    ),
  )
  return {shown, against: clash.filter(({value}) => !same(value, shown.value))}
}

/** Whether one who said `later` knew what was said `earlier`: he had seen it, or had said it himself. */
function knows(later: Said, earlier: Said): boolean {
  if (later === earlier) return false
  if (later.basis === null) return earlier.number < later.number
  if (earlier.number <= later.basis) return true
  return later.byPersonId !== null && later.byPersonId === earlier.byPersonId && saidAt(earlier) < saidAt(later)
}
