import type {Context, Entry} from '../../context.ts'
import type {OfferId, PersonId, SessionId} from '../../ids.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import type {Instant} from '../../time.ts'
import type {Desk} from '../desks.ts'
import {endWaiting, openBook, type SeatBook} from '../seats/seat-book.ts'
import {wishedSeat} from '../seats/seat-letter.ts'
import {onBook, type Settled} from '../seats/settle.ts'
import type {EnrolmentStores} from '../store.ts'
import {type Offered, offerSeats} from './waiting-list.ts'

/** A seat that is held for somebody until `expiresAt`. */
export type HeldOffer = Readonly<{
  id: OfferId
  session: string
  student: string
  waitedSince: Instant
  expiresAt: Instant
}>

/** Somebody may join or leave while it is looked up whom to lock; then it is looked up again. */
const ROUNDS = 5

/**
 * Offers the free seats of a session to those who fit and wait longest, as long as the session takes enrolments (feature E6,
 * design rule 7). `session` is a code or id. Doing it twice is doing it once: who has an offer gets no second one.
 *
 * @throws ExamError `session.not-found`
 */
export async function offerFreeSeats(ctx: Context<EnrolmentStores>, session: string): Promise<readonly HeldOffer[]> {
  const {id} = await ctx.read('enrolment.read', (stores) => stores.sessions.get(session))
  const made: HeldOffer[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const {persons, pools} = await ctx.read('enrolment.read', async (stores, {now}) => lookUp(stores, now, id))
    if (persons.length === 0) break
    const lock = {person: persons, session: [id], pool: pools}
    const scope = {registrations: [], sessions: [id]}
    made.push(
      ...(await ctx.write('offer.make', {lock}, (stores, entry) =>
        onBook(stores, entry, scope, (book) => offer(ctx, book, id, new Set(persons), entry)),
      )),
    )
  }
  return made
}

/** Whom it concerns: those who would get an offer as things stand, and those who wait in vain. */
async function lookUp(stores: EnrolmentStores, now: Instant, id: SessionId) {
  const book = await openBook(stores, now, {registrations: [], sessions: [id]})
  const desk = book.desks.get(id)
  if (!desk || !takesEnrolments(book, desk)) return {persons: [], pools: []}
  const inVain = desk.waiting.filter(({agreed, offer: held}) => !agreed && held === null)
  const offered = offerSeats(book, desk, () => '' as OfferId)
  return {
    persons: [...new Set([...inVain, ...offered].map(({personId}) => personId))],
    pools: desk.pools.map((pool) => pool.id),
  }
}

function offer(
  ctx: Context<EnrolmentStores>,
  book: SeatBook,
  id: SessionId,
  held: ReadonlySet<PersonId>,
  entry: Entry,
): Settled<readonly HeldOffer[]> {
  const desk = book.desks.get(id)
  if (!desk || !takesEnrolments(book, desk)) return {answer: []}
  for (const waiter of desk.waiting)
    if (!waiter.agreed && waiter.offer === null && held.has(waiter.personId))
      endWaiting(book, waiter, 'registration-ended')
  const offered = offerSeats(book, book.desks.get(id) ?? desk, () => ctx.ids.next<OfferId>(), held)
  for (const {id: waiting, personId, joinedAt, offer: made} of offered) {
    // Why it was he who moved up (feature E6): he waited since then, and fitted.
    const facts = {session: desk.session.code, offer: made.id, waitedSince: joinedAt, expiresAt: made.expiresAt}
    entry.note({about: ['waiting', waiting], for: personId, facts})
  }
  return {
    answer: offered.map((each) => answerOf(book, desk, each)),
    letters: offered.flatMap((each) => letterOf(book, desk, each) ?? []),
  }
}

function takesEnrolments({now}: SeatBook, {session}: Desk): boolean {
  return session.state === 'published' && now < session.startsAt
}

function answerOf(
  {claimants}: SeatBook,
  {session}: Desk,
  {personId, joinedAt, offer: {id, expiresAt}}: Offered,
): HeldOffer {
  return {id, session: session.code, student: claimants.get(personId)?.student ?? '', waitedSince: joinedAt, expiresAt}
}

function letterOf(book: SeatBook, desk: Desk, waiter: Offered): QueuedLetter | undefined {
  const offered = desk.offered.find(({sessionExamId}) => sessionExamId === waiter.sessionExamId)
  if (!offered) return undefined
  const data = {seat: wishedSeat(book, desk, offered, waiter), expiresAt: waiter.offer.expiresAt}
  return {person: waiter.personId, letter: 'waiting-list-offer', data}
}
