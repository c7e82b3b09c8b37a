import type {OfferId, PersonId, WaitingId} from '../../ids.ts'
import {plusMinutes} from '../../time.ts'
import {drawerOf, fits} from '../seats/claim.ts'
import type {Desk} from '../desks.ts'
import type {SeatOffer, WaitingPlace} from '../model.ts'
import {count, type SeatBook} from '../seats/seat-book.ts'
import {drawFrom} from '../seats/seat-pools.ts'
import type {Waiter} from '../store.ts'

/** Puts somebody at the end of a session's waiting list. */
export function joinList(book: SeatBook, place: WaitingPlace, who: Pick<Waiter, 'examId' | 'locationId'>): void {
  book.changes.newWaiting.set(place.id, place)
  const desk = book.desks.get(place.sessionId)
  if (desk)
    book.desks.set(place.sessionId, {
      ...desk,
      waiting: [...desk.waiting, {...place, ...who, agreed: true, offer: null}],
    })
}

/** Somebody who waited, with the seat that is held for him now. */
export type Offered = Omit<Waiter, 'offer'> & Readonly<{offer: SeatOffer}>

/**
 * Offers the seats of a session that are free to those who fit and wait longest, one each (design rule 7). Answers to whom,
 * in order. Of those who wait only `held` get one, where it is given: the persons whose time is locked.
 */
export function offerSeats(
  book: SeatBook,
  desk: Desk,
  nextId: () => OfferId,
  held?: ReadonlySet<PersonId>,
): readonly Offered[] {
  const made: Offered[] = []
  for (const waiter of desk.waiting) {
    if (waiter.offer !== null || held?.has(waiter.personId) === false || !fits(book, desk, waiter)) continue
    const pools = book.desks.get(desk.session.id)?.pools ?? []
    const pool = drawFrom(pools, drawerOf(book, waiter), book.now)
    if (!pool) continue
    const offer = newOffer(book, desk, {id: nextId(), waitingPlaceId: waiter.id, poolId: pool.id})
    book.changes.newOffers.set(offer.id, offer)
    count(book, desk.session.id, pool.id, 1)
    made.push({...waiter, offer})
  }
  return made
}

/** Held for the policy's hours, and never beyond the start of the session. */
function newOffer(
  {now, policy}: SeatBook,
  {session}: Desk,
  ids: Pick<SeatOffer, 'id' | 'waitingPlaceId' | 'poolId'>,
): SeatOffer {
  const until = plusMinutes(now, policy.offerHours * 60)
  const expiresAt = until < session.startsAt ? until : session.startsAt
  return {...ids, offeredAt: now, expiresAt, state: 'open', decidedAt: null}
}

/** How many wait before somebody on the list of his session. */
export function aheadOf(
  {desks}: SeatBook,
  {id, sessionId}: Readonly<{id: WaitingId; sessionId: Waiter['sessionId']}>,
): number {
  return desks.get(sessionId)?.waiting.findIndex((waiter) => waiter.id === id) ?? 0
}
