import type {EnrolmentId, PoolId, SeatId, SessionId} from '../../ids.ts'
import type {SeatBook} from './seat-book.ts'
import type {EnrolmentStores} from '../store.ts'

/** The job that offers what came free in a session to those who wait. */
export const OFFER_SEATS = 'offer-seats'
/** The job that makes the next version of a session's lists, which were final. */
export const RENEW_LISTS = 'renew-lists'

/** Writes what was decided on a book, in a fixed order and whatever the number of claims in about a dozen statements. */
export async function saveBook(stores: EnrolmentStores, book: SeatBook): Promise<void> {
  await saveWaiting(stores, book)
  await endEnrolments(stores, book)
  const {now} = book
  const {seats, seatTimes, endedSeats, enrolments} = book.changes
  if (endedSeats.size > 0) await stores.seats.changeAll({id: [...endedSeats]}, {endedAt: now})
  if (seats.size > 0) await stores.seats.add([...seats.values()])
  for (const [id, span] of seatTimes) if (!endedSeats.has(id)) await stores.seats.change(id, span)
  if (enrolments.size > 0) await stores.enrolments.add([...enrolments.values()])
  for (const [id, {movedToId}] of book.changes.endedEnrolments)
    if (movedToId) await stores.enrolments.change(id, {movedToId})
  for (const [id, enrolmentId] of book.changes.slots) await stores.oralSlots.change(id, {enrolmentId})
  await stores.enrolment.countTaken(await relabelled(stores, book))
  await planJobs(stores, book)
}

async function saveWaiting(stores: EnrolmentStores, {changes, now}: SeatBook): Promise<void> {
  const byState = Map.groupBy(changes.offers.keys(), (id) => changes.offers.get(id))
  for (const [state, ids] of byState) if (state) await stores.offers.changeAll({id: ids}, {state, decidedAt: now})
  const byReason = Map.groupBy(changes.endedWaiting.keys(), (id) => changes.endedWaiting.get(id))
  for (const [endReason, ids] of byReason)
    await stores.waitingPlaces.changeAll({id: ids}, {endedAt: now, endReason: endReason ?? null})
  if (changes.newWaiting.size > 0) await stores.waitingPlaces.add([...changes.newWaiting.values()])
  if (changes.newOffers.size > 0) await stores.offers.add([...changes.newOffers.values()])
}

async function endEnrolments(stores: EnrolmentStores, {changes, now}: SeatBook): Promise<void> {
  const byReason = Map.groupBy(changes.endedEnrolments, ([, {reason}]) => reason)
  for (const [endReason, ended] of byReason) {
    const id: readonly EnrolmentId[] = ended.map(([each]) => each)
    await stores.enrolments.changeAll({id}, {endedAt: now, endReason})
  }
}

/**
 * The counts to change, once those who sit in a general pool though seats are kept for them have moved to a kept seat that
 * came free (design rule 7): what is free then is free for all.
 */
async function relabelled(stores: EnrolmentStores, {desks, changes}: SeatBook): Promise<ReadonlyMap<PoolId, number>> {
  const counts = new Map(changes.pools)
  for (const {pools} of desks.values()) {
    const general = pools.find(({filterKind}) => filterKind === null)
    for (const pool of pools) {
      const freed = -(counts.get(pool.id) ?? 0)
      if (!general || pool.filterKind === null || freed <= 0) continue
      const seats = await stores.enrolment.relabelable(general.id, pool, freed)
      const id: readonly SeatId[] = seats.map((seat) => seat.id)
      if (id.length > 0) await stores.seats.changeAll({id}, {poolId: pool.id})
      counts.set(pool.id, (counts.get(pool.id) ?? 0) + id.length)
      counts.set(general.id, (counts.get(general.id) ?? 0) - id.length)
    }
  }
  return counts
}

/** What follows from the changes and is done after them: offers of what came free, and the next version of lists that were final. */
async function planJobs({jobs}: EnrolmentStores, {changes, desks, now}: SeatBook): Promise<void> {
  const waitedFor = [...changes.freed].filter((id) => (desks.get(id)?.waiting.length ?? 0) > 0)
  const fixed = [...changes.listed].filter((id) => desks.get(id)?.session.state === 'final')
  const job = (kind: string) => (session: SessionId) => ({kind, key: session, payload: {session}, dueAt: now})
  const planned = [...waitedFor.toSorted().map(job(OFFER_SEATS)), ...fixed.toSorted().map(job(RENEW_LISTS))]
  if (planned.length > 0) await jobs.plan(planned)
}
