import type {Lock} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {PersonId, RegistrationId, SessionId} from '../../ids.ts'
import type {Registration} from '../../registration/model.ts'
import type {BookScope} from './seat-book.ts'
import type {EnrolmentStores} from '../store.ts'

/** What a deed on seats holds while it decides: the students, the sessions and all their pools (design rules 6 and 7). */
export type Hold = Readonly<{scope: BookScope; lock: Lock}>

/** A lock that did not cover what others had changed meanwhile is taken again, wider, this often. */
const TRIES = 5

/**
 * Names what has to be locked so that registrations can be seated in, or taken out of, sessions. Sessions in which a seat is
 * on offer to them are among it, since that offer ends when they are seated elsewhere.
 */
export async function holdFor(
  stores: EnrolmentStores,
  registrations: readonly Pick<Registration, 'id' | 'personId'>[],
  sessions: readonly SessionId[],
): Promise<Hold> {
  const ids: readonly RegistrationId[] = registrations.map(({id}) => id)
  const pools = await stores.enrolment.poolsToHold(ids, sessions)
  const held = [...new Set([...sessions, ...pools.map(({sessionId}) => sessionId)])]
  const person: readonly PersonId[] = registrations.map(({personId}) => personId)
  return {scope: {registrations: ids, sessions: held}, lock: {person, session: held, pool: pools.map(({id}) => id)}}
}

/** Several holds in one. */
export function joinedScope(scopes: readonly BookScope[]): BookScope {
  return {
    registrations: [...new Set(scopes.flatMap(({registrations}) => registrations))],
    sessions: [...new Set(scopes.flatMap(({sessions}) => sessions))],
  }
}

/** Looks up, locks and decides, again from the start while it turns out that more had to be locked. */
export async function holding<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const again = error instanceof ExamError && error.code === 'enrolment.more-to-hold'
      if (!again || tries === TRIES) throw error
    }
  }
}
