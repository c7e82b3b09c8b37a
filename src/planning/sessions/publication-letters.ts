import type {PersonId} from '../../ids.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {type Instant, plusMinutes} from '../../time.ts'
import {dutyLetters, dutyPlaces} from '../rota/duty-letters.ts'
import type {Session} from '../model.ts'
import type {PlanningStores} from '../store.ts'

const keyOf = (publishedAt: Instant) => (person: PersonId) => `duties:${publishedAt}:${person}`

/** One letter to each person on duty in sessions that are published now; it waits as the mails of every big change do. */
export async function publicationLetters(
  stores: PlanningStores,
  sessions: readonly Session[],
  now: Instant,
): Promise<readonly QueuedLetter[]> {
  const {policy} = await theInstitution(stores)
  const dueAt = plusMinutes(now, policy.mailDelayMinutes)
  return dutyLetters('duty-assigned', await dutyPlaces(stores, sessions), {keyOf: keyOf(now), dueAt})
}

/**
 * What taking a publication back tells those on duty: nothing to whom the letter of it still waits, which is withdrawn; to the
 * others that they have no duty there for now.
 */
export async function withdrawPublication(
  stores: PlanningStores,
  sessions: readonly Session[],
  publishedAt: Instant,
): Promise<readonly QueuedLetter[]> {
  const places = await dutyPlaces(stores, sessions)
  const key = keyOf(publishedAt)
  const about = {state: 'waiting' as const, dedupeKey: [...new Set(places.map(({person}) => key(person)))]}
  const waiting = await stores.outbox.messages.all(about)
  await stores.outbox.messages.changeAll(about, {state: 'withdrawn'})
  const untold = new Set(waiting.map(({personId}) => personId))
  return dutyLetters(
    'duty-ended',
    places.filter(({person}) => !untold.has(person)),
  )
}
