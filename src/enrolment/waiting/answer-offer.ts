import {z} from 'zod'
import type {Asked, Context, Entry, Settle} from '../../context.ts'
import {refuse, type Reason} from '../../errors.ts'
import type {EnrolmentId, RegistrationId, SeatId, SessionId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {takeSeat} from '../seats/change-seats.ts'
import {decide} from '../seats/claim.ts'
import {holdFor, holding} from '../seats/hold.ts'
import {type BookScope, closeOffer, type SeatBook} from '../seats/seat-book.ts'
import {type SeatedExam, seatedExam} from '../seats/seated-exam.ts'
import {confirmation} from '../seats/seat-letter.ts'
import {settleOnBook, type Settled} from '../seats/settle.ts'
import type {EnrolmentStores, Waiter} from '../store.ts'

/** Which offer is answered, in codes. */
export const AnswerOffer = z.strictObject({
  registration: z.string().trim().min(1).describe('Code of the registration.'),
  session: z.string().trim().min(1),
  key: z.string().min(1).optional(),
})

/** Whose seat was let go, in codes. */
export type DeclinedOffer = Readonly<{registration: string; session: string}>

type Wish = Readonly<{
  scope: BookScope
  registrationId: RegistrationId
  sessionId: SessionId
  enrolmentId: EnrolmentId
  seatId: SeatId
}>

/**
 * Takes the seat that is held for somebody who waited. It holds while now is before its `expiresAt`, judged under the lock of
 * its pool (design rule 7); whether it still fits him is judged then too.
 *
 * @throws ExamError `registration.not-found`, `session.not-found`; `offer.refused` with `offer.none`, `offer.expired`, or with
 * what enrolling refuses for; windows for enrolling do not count any more
 */
export async function acceptOffer(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof AnswerOffer>,
): Promise<SeatedExam> {
  return answer(ctx, input, settleAccepting)
}

/**
 * Gives back the seat that is held for somebody, and his place on the list; the next one gets it.
 *
 * @throws as {@link acceptOffer}
 */
export async function declineOffer(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof AnswerOffer>,
): Promise<DeclinedOffer> {
  return answer(ctx, input, settleDeclining)
}

async function answer<A>(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof AnswerOffer>,
  settle: Settle<EnrolmentStores, Wish, A>,
): Promise<A> {
  const wanted = parsed(AnswerOffer, input)
  const ids = {enrolmentId: ctx.ids.next<EnrolmentId>(), seatId: ctx.ids.next<SeatId>()}
  const key = wanted.key === undefined ? {} : {key: wanted.key}
  const ask = async (): Promise<Asked<Wish>> =>
    ctx.read('enrolment.read', async (stores) => {
      const registration = await stores.registrations.get(wanted.registration)
      const session = await stores.sessions.get(wanted.session)
      const {lock, scope} = await holdFor(stores, [registration], [session.id])
      return {lock, claim: {scope, registrationId: registration.id, sessionId: session.id, ...ids}}
    })
  return holding(() => ctx.claim('offer.accept', {turn: wanted.session, ...key}, ask, settle))
}

const settleAccepting = settleOnBook((book: SeatBook, wish: Wish, entry: Entry): Settled<SeatedExam> => {
  const waiter = openOffer(book, wish)
  const terms = {role: entry.role, reason: '', override: false, promised: true}
  const claim = {...wish, source: 'offer' as const, terms}
  const decision = decide(book, claim, waiter)
  if ('reasons' in decision) throw refuse('offer', decision.reasons)
  const enrolment = takeSeat(book, claim, decision.grant, entry.person, waiter)
  const answer = seatedExam(book, wish.sessionId, waiter.personId, wish.registrationId)
  const facts = {
    registration: answer.registration,
    exam: answer.exam,
    session: answer.session,
    waitedSince: waiter.joinedAt,
    accepted: true,
  }
  entry.note({about: ['enrolment', enrolment.id], for: waiter.personId, facts})
  return {answer, letters: [confirmation(book, wish.sessionId, waiter.personId)]}
})

const settleDeclining = settleOnBook((book: SeatBook, wish: Wish, entry: Entry): Settled<DeclinedOffer> => {
  const waiter = openOffer(book, wish)
  closeOffer(book, waiter, 'declined', 'declined')
  const answer = namesOf(book, wish)
  entry.note({about: ['waiting', waiter.id], for: waiter.personId, facts: {...answer, accepted: false}})
  return {answer}
})

/** The offer that is open to a registration in a session. The book has written off what is over by now. */
function openOffer(book: SeatBook, wish: Wish): Waiter {
  const waiter = book.waiting.get(wish.registrationId)?.find(({sessionId}) => sessionId === wish.sessionId)
  const state = waiter?.offer ? book.changes.offers.get(waiter.offer.id) : undefined
  if (waiter?.offer && state === undefined) return waiter
  throw refuse('offer', [state === 'expired' ? expired(book, wish, waiter) : none(book, wish)])
}

function expired(book: SeatBook, wish: Wish, waiter: Waiter | undefined): Reason {
  const {session} = namesOf(book, wish)
  const until = waiter?.offer?.expiresAt
  const message = `The seat in session ${session} was held until ${until}; join the waiting list again with: ontrac enrolment wait STUDENT EXAM ${session}`
  return {code: 'offer.expired', message, details: {expiresAt: until}}
}

function none(book: SeatBook, wish: Wish): Reason {
  const {registration, session} = namesOf(book, wish)
  return {
    code: 'offer.none',
    message: `No seat in session ${session} is held for registration ${registration}. See: ontrac enrolment offers`,
  }
}

function namesOf(book: SeatBook, {registrationId, sessionId}: Wish): DeclinedOffer {
  return {
    registration: book.registrations.get(registrationId)?.code ?? '',
    session: book.desks.get(sessionId)?.session.code ?? '',
  }
}
