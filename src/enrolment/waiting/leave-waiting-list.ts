import {z} from 'zod'
import type {Asked, Context, Entry} from '../../context.ts'
import {refuse} from '../../errors.ts'
import type {RegistrationId, SessionId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {claimedBy} from '../find-registration.ts'
import {holdFor, holding} from '../seats/hold.ts'
import {type BookScope, closeOffer, endWaiting, type SeatBook} from '../seats/seat-book.ts'
import {settleOnBook, type Settled} from '../seats/settle.ts'
import type {EnrolmentStores} from '../store.ts'

/** Who leaves which list, in codes. */
export const LeaveWaitingList = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  session: z.string().trim().min(1),
})

/** A list that somebody left, and whether a seat was held for him. */
export type LeftList = Readonly<{registration: string; session: string; offered: boolean}>

type Wish = Readonly<{scope: BookScope; registrationId: RegistrationId; sessionId: SessionId}>

/**
 * Takes a student off a session's waiting list. A seat that was held for him goes to the next.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `session.not-found`; `waiting.refused` with `waiting.none`
 */
export async function leaveWaitingList(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof LeaveWaitingList>,
): Promise<LeftList> {
  const wanted = parsed(LeaveWaitingList, input)
  const ask = async (): Promise<Asked<Wish>> =>
    ctx.read('enrolment.read', async (stores) => {
      const {registrationId, personId, sessionId} = await claimedBy(stores, wanted)
      const {scope, lock} = await holdFor(stores, [{id: registrationId, personId}], [sessionId])
      return {lock, claim: {scope, registrationId, sessionId}}
    })
  return holding(() => ctx.claim('waiting.leave', {turn: wanted.session}, ask, settleWishes))
}

const settleWishes = settleOnBook(
  (book: SeatBook, {registrationId, sessionId}: Wish, entry: Entry): Settled<LeftList> => {
    const registration = book.registrations.get(registrationId)
    const desk = book.desks.get(sessionId)
    const waiter = desk?.waiting.find((each) => each.registrationId === registrationId)
    if (!registration || !desk) throw new Error('A claim is about a registration or session that is not in the book.')
    const facts = {registration: registration.code, session: desk.session.code}
    if (!waiter) {
      const message = `Registration ${facts.registration} is not on the waiting list of session ${facts.session}.`
      throw refuse('waiting', [{code: 'waiting.none', message}])
    }
    if (waiter.offer) closeOffer(book, waiter, 'declined', 'left')
    else endWaiting(book, waiter, 'left')
    const answer = {...facts, offered: waiter.offer !== null}
    entry.note({about: ['waiting', waiter.id], for: waiter.personId, facts: answer})
    return {answer}
  },
)
