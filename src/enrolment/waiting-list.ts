import type {OfferId, WaitingId} from '../ids.ts'
import {plusMinutes} from '../time.ts'
import {drawerOf, fits} from './claim.ts'
import type {Desk} from './desks.ts'
import type {SeatOffer, WaitingPlace} from './model.ts'
import {count, type SeatBook} from './seat-book.ts'
import {drawFrom} from './seat-pools.ts'
import type {Waiter} from './store.ts'

/** Puts somebody at the end of a session's waiting list. */
export function joinList(book: SeatBook, place: WaitingPlace, who: Pick<Waiter, 'examId' | 'locationId'>): void {
  book.changes.newWaiting.set(place.id, place)
  const desk = book.desks.get(place.sessionId)
  if (desk) book.desks.set(place.sessionId, {...desk, waiting: [...desk.waiting, {...place, ...who, offer: null}]})
}

/**
 * Offers the seats of a session that are free to those who fit and wait longest, one each (design rule 7). Answers to whom,
 * in order.
 */
export function offerSeats(
  book: SeatBook,
  desk: Desk,
  nextId: () => OfferId,
): readonly (Waiter & Readonly<{offer: SeatOffer}>)[] {
  const made: (Waiter & Readonly<{offer: SeatOffer}>)[] = []
  for (const waiter of desk.waiting) {
    if (waiter.offer !== null || !fits(book, desk, waiter)) continue
    const pool = drawFrom(book.desks.get(desk.session.id)?.pools ?? [], drawerOf(book, waiter), book.now)
    if (!pool) continue
    const expiresAt = plusMinutes(book.now, book.policy.offerHours * 60)
    const offer: SeatOffer = {
      id: nextId(),
      waitingPlaceId: waiter.id,
      poolId: pool.id,
      offeredAt: book.now,
      // A seat that is held beyond the start of the session is of no use to anybody.
      expiresAt: expiresAt < desk.session.startsAt ? expiresAt : desk.session.startsAt,
      state: 'open',
      decidedAt: null,
    }
    book.changes.newOffers.set(offer.id, offer)
    count(book, desk.session.id, pool.id, 1)
    made.push({...waiter, offer})
  }
  return made
}

/** How many wait before somebody on the list of his session. */
export function aheadOf(
  {desks}: SeatBook,
  {id, sessionId}: Readonly<{id: WaitingId; sessionId: Waiter['sessionId']}>,
): number {
  return desks.get(sessionId)?.waiting.findIndex((waiter) => waiter.id === id) ?? 0
}
