import type {Context, Entry} from '../../context.ts'
import {canonicalJson} from '../../json.ts'
import type {SeatId} from '../../ids.ts'
import type {Session} from '../../planning/model.ts'
import {type ListChange, listChanges} from './list-changes.ts'
import type {ListVersion} from '../model.ts'
import {type Candidate, rosterOf} from './roster.ts'
import {type Place, seatLabels, type SessionLists, sessionLists} from './session-lists.ts'
import type {DeliveryStores} from '../store.ts'

/** The lists in force after fixing: their version, whether that is a new one, and what differs from the one before. */
export type FixedLists = Readonly<{
  version: number
  fixed: boolean
  participants: number
  changes: readonly ListChange[]
}>

type Ports = Pick<Context<DeliveryStores>, 'ids' | 'hash'>

/**
 * Fixes a session's lists as they are now: seats get their labels, and the lists a version, a time and a digest (feature D1).
 * Lists that do not differ from the last version stay that version. Needs the session's lock and sees all its students.
 */
export async function fixLists(
  stores: DeliveryStores,
  entry: Entry,
  {session, ids, hash}: Ports & Readonly<{session: Session}>,
): Promise<FixedLists> {
  const {lists, unlabelled} = await listsNow(stores, session)
  const last = await lastVersion(stores, session)
  const digest = hash.sha256(canonicalJson(lists))
  const participants = lists.participants.length
  if (last?.digest === digest) return {version: last.number, fixed: false, participants, changes: []}
  const version = (last?.number ?? 0) + 1
  await stores.delivery.labelSeats(unlabelled)
  await stores.sessions.change(session.id, {listVersion: version})
  const {version: sessionVersion} = await stores.sessions.get(session.id)
  const made = {id: ids.next<string>(), sessionId: session.id, number: version, sessionVersion}
  await stores.listVersions.add([{...made, fixedAt: entry.now, digest, body: lists}])
  return {version, fixed: true, participants, changes: last ? listChanges(bodyOf(last), lists) : []}
}

/** Whether a session's lists are others than those of its last version. */
export async function listsDiffer(
  stores: DeliveryStores,
  {session, hash}: Pick<Ports, 'hash'> & Readonly<{session: Session}>,
): Promise<boolean> {
  const last = await lastVersion(stores, session)
  return last !== undefined && last.digest !== hash.sha256(canonicalJson((await listsNow(stores, session)).lists))
}

/** The lists as the store has them now, and the labels that their seats still lack. */
export async function listsNow(
  stores: DeliveryStores,
  session: Session,
): Promise<Readonly<{lists: SessionLists; roster: readonly Candidate[]; unlabelled: ReadonlyMap<SeatId, string>}>> {
  const roster = await rosterOf(stores, session)
  const labels = seatLabels(roster)
  const had = new Map(roster.map(({seat, enrolment}) => [enrolment.seatId, seat?.label]))
  const unlabelled = new Map([...labels].filter(([seat, label]) => had.get(seat) !== label))
  return {lists: sessionLists(session, await placeOf(stores, session), {roster, labels}), roster, unlabelled}
}

/** The versions of a session's lists, the first one first. */
export async function versionsOf({listVersions}: DeliveryStores, {id}: Session): Promise<readonly ListVersion[]> {
  return listVersions.all({sessionId: id}, {orderBy: 'number'})
}

/** What a stored version holds. */
export function bodyOf({body}: ListVersion): SessionLists {
  return body as unknown as SessionLists
}

async function lastVersion({listVersions}: DeliveryStores, {id}: Session): Promise<ListVersion | undefined> {
  const [last] = await listVersions.all({sessionId: id}, {orderBy: 'number', descending: true, limit: 1})
  return last
}

/** Rooms and locations that ended since are still where a session was. */
async function placeOf({rooms, locations}: DeliveryStores, {roomId, locationId}: Session): Promise<Place> {
  const [room] = roomId === null ? [] : await rooms.history({id: roomId})
  const [location] = locationId === null ? [] : await locations.history({id: locationId})
  return {room, location}
}
