import type {Reason} from '../../errors.ts'
import type {RoomId, SessionId} from '../../ids.ts'
import {canonicalJson} from '../../json.ts'
import type {Hasher} from '../../ports.ts'
import type {Span} from '../../time.ts'
import type {PlanBasis} from './plan-body.ts'
import type {PlanningStores, UnplacedDemand} from '../store.ts'

type Based = Readonly<{
  demand: readonly UnplacedDemand[]
  rooms: readonly Readonly<{id: RoomId}>[]
  timeline: Readonly<{span: Span}>
}>

/** What a plan rests on now. */
export async function currentBasis(
  stores: PlanningStores,
  hash: Hasher,
  {demand, rooms, timeline}: Based,
): Promise<PlanBasis> {
  const sessions = await stores.planning.sessionsDuring(timeline.span)
  const bookings = await stores.planning.bookings(
    rooms.map(({id}) => id),
    timeline.span,
  )
  return {
    sessions: Object.fromEntries(sessions.map(({id, version}) => [id, version])),
    bookings: bookings.map(({id}) => id).toSorted(),
    registrations: registrationsDigest(hash, demand),
  }
}

/** The same registrations give the same fingerprint, in whatever order. */
function registrationsDigest(hash: Hasher, demand: readonly Pick<UnplacedDemand, 'registrationId'>[]): string {
  return hash.sha256(canonicalJson(demand.map(({registrationId}) => registrationId).toSorted()))
}

export type Change = Readonly<{
  was: PlanBasis
  is: PlanBasis
  planned: ReadonlySet<string>
  demand: readonly UnplacedDemand[]
  codes: ReadonlyMap<SessionId, string>
}>

/** What has changed under a plan since it was made; codes `plan.registrations-changed`, `plan.sessions-changed`, `plan.bookings-changed`. */
export function basisChanges({was, is, planned, demand, codes}: Change): Reason[] {
  const reasons: Reason[] = []
  if (was.registrations !== is.registrations) {
    const now = new Set<string>(demand.map(({registrationId}) => registrationId))
    const added = demand.filter(({registrationId}) => !planned.has(registrationId)).map(({code}) => code)
    const gone = [...planned].filter((id) => !now.has(id)).length
    reasons.push({
      code: 'plan.registrations-changed',
      message: `Registrations have changed since: ${added.length} came, ${gone} went.`,
      details: {added: added.slice(0, 20), addedCount: added.length, goneCount: gone},
    })
  }
  const sessions = changedSessions(was, is).map((id) => codes.get(id as SessionId) ?? id)
  if (sessions.length > 0) {
    reasons.push({
      code: 'plan.sessions-changed',
      message: `Sessions have changed since: ${sessions.slice(0, 5).join(', ')}${sessions.length > 5 ? ' …' : ''}.`,
      details: {sessions},
    })
  }
  const bookings = [
    ...is.bookings.filter((id) => !was.bookings.includes(id)),
    ...was.bookings.filter((id) => !is.bookings.includes(id)),
  ]
  if (bookings.length > 0 && sessions.length === 0) {
    reasons.push({
      code: 'plan.bookings-changed',
      message: `Rooms were reserved or released since (${bookings.length}).`,
      details: {bookings},
    })
  }
  return reasons
}

function changedSessions(was: PlanBasis, is: PlanBasis): string[] {
  const ids = new Set([...Object.keys(was.sessions), ...Object.keys(is.sessions)])
  return [...ids].filter((id) => was.sessions[id] !== is.sessions[id])
}
