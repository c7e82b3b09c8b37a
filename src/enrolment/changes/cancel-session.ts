import {z} from 'zod'
import type {Access, Context, Entry} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {parsed} from '../../parsed.ts'
import {type DutyPlace, dutyPlaces} from '../../planning/rota/duty-letters.ts'
import {type SessionSheet, sessionSheet} from '../../planning/sessions/session-sheet.ts'
import {type Hold, holding} from '../seats/hold.ts'
import {openBook, type SeatBook} from '../seats/seat-book.ts'
import {seatLetter} from '../seats/seat-letter.ts'
import {holdSession, mustCover, type SessionAtHand, sessionAtHand, stateReasons} from './session-change.ts'
import type {EnrolmentStores} from '../store.ts'

export const CancelSession = z.strictObject({
  session: z.string().min(1),
  reason: z.string().trim().default(''),
  dryRun: z.boolean().default(false),
})
export type CancelSession = z.output<typeof CancelSession>

export type CancelledSession = SessionSheet &
  Readonly<{
    /** Who sat in it; their registrations stay and can be placed again. */
    students: readonly Readonly<{student: string; exams: readonly string[]}>[]
    /** Students on its waiting list, which ends, and students with a place in it by an applied plan. */
    waiting: number
    promisedStudents: readonly string[]
  }>

/**
 * Calls a session off: seats, enrolments, waiting list, room and duties end in one deed, registrations stay open. Every student
 * who had a seat, and everybody on duty in a published session, gets one letter.
 *
 * @throws ExamError `session.not-found`, `session.not-yours`; `session.refused` with `session.closed`, `session.final`,
 * `session.reason-needed`
 */
export async function cancelSession(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof CancelSession>,
): Promise<CancelledSession> {
  const wanted = parsed(CancelSession, input)
  if (wanted.dryRun) {
    return ctx.read('plan.read', async (stores, access) => answerOf(stores, await checked(stores, access, wanted)))
  }
  return holding(async () => {
    const hold = await ctx.read('plan.read', async (stores, access) =>
      holdSession(stores, await sessionAtHand(stores, access, wanted.session), []),
    )
    return ctx.write('session.cancel', {lock: hold.lock}, (stores, entry) => carryOut(stores, entry, wanted, hold))
  })
}

async function checked(
  stores: EnrolmentStores,
  access: Access,
  {session, reason}: CancelSession,
): Promise<SessionAtHand> {
  const hand = await sessionAtHand(stores, access, session)
  refuseIfAny('session', stateReasons(hand.session, access, reason))
  return hand
}

async function carryOut(
  stores: EnrolmentStores,
  entry: Entry,
  wanted: CancelSession,
  hold: Hold,
): Promise<CancelledSession> {
  const hand = await checked(stores, entry, wanted)
  mustCover(hold, hand)
  const {session, seated} = hand
  const answer = await answerOf(stores, hand)
  const book = await openBook(stores, entry.now, hold.scope)
  const duties = session.state === 'planned' ? [] : await dutyPlaces(stores, [session])
  const queued = letters(hand, book, duties, wanted.reason)
  const ended = await stores.planning.clearSession(session.id, 'session-cancelled')
  const end = {endedAt: entry.now}
  for (const table of [stores.bookings, stores.duties, stores.oralSlots, stores.sessionExams, stores.sessionParts])
    await table.changeAll({sessionId: session.id}, end)
  await stores.sessions.change(session.id, {state: 'cancelled', ...end})
  entry.note({
    about: ['session', session.id],
    facts: {code: session.code, students: seated.length, ...ended},
    ...(wanted.reason === '' ? {} : {text: wanted.reason}),
  })
  await stores.outbox.post(queued)
  return {...answer, state: 'cancelled'}
}

async function answerOf(stores: EnrolmentStores, {session, seated}: SessionAtHand): Promise<CancelledSession> {
  const promised = await stores.planning.promisedIn(session.id)
  return {
    ...(await sessionSheet(stores, session)),
    students: seated.map(({student, exams}) => ({student, exams})),
    waiting: (await stores.enrolment.waiters([session.id])).length,
    promisedStudents: [...new Set(promised.map(({student}) => student))],
  }
}

function letters(
  {session, seated}: SessionAtHand,
  book: SeatBook,
  duties: readonly DutyPlace[],
  reason: string,
): QueuedLetter[] {
  const toStudents = seated.flatMap(({personId}): QueuedLetter[] => {
    const seat = seatLetter(book, session.id, personId)
    return seat ? [{person: personId, letter: 'session-cancelled', data: {seat, reason}}] : []
  })
  const toStaff = duties.map(({person, seat}): QueuedLetter => ({
    person,
    letter: 'session-cancelled',
    data: {seat, reason, audience: 'staff'},
  }))
  return [...toStudents, ...toStaff]
}
