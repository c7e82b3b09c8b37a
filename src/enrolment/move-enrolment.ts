import {z} from 'zod'
import type {Asked, Context, Entry} from '../context.ts'
import {refuse, refuseIfAny, type Reason} from '../errors.ts'
import type {EnrolmentId, SeatId, SessionId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {isOffice, type Terms} from './enrol-reasons.ts'
import {changeReasons, currentEnrolment, ended, move} from './changes/enrolment-change.ts'
import {activeEnrolment} from './find-enrolment.ts'
import {holdFor, holding} from './seats/hold.ts'
import type {Enrolment} from './model.ts'
import type {BookScope, SeatBook} from './seats/seat-book.ts'
import type {SeatedExam} from './seats/seated-exam.ts'
import {settleOnBook, type Settled} from './seats/settle.ts'
import type {EnrolmentStores} from './store.ts'

/** Which enrolment goes where, and why. */
export const MoveEnrolment = z.strictObject({
  enrolment: z.string().trim().min(1).describe('Code of the registration, or id of the enrolment.'),
  session: z.string().trim().min(1).describe('The session to go to.'),
  reason: z.string().trim().default(''),
  override: z.boolean().default(false).describe('The office places the student on a day on which he is not at school.'),
  key: z.string().min(1).optional(),
})

/** Where somebody was and where he is now. */
export type MoveAnswer = Readonly<{from: SeatedExam; to: SeatedExam}>

type Wish = Readonly<{
  scope: BookScope
  enrolment: Enrolment
  to: Readonly<{sessionId: SessionId; enrolmentId: EnrolmentId; seatId: SeatId}>
  reason: string
  override: boolean
}>

/**
 * Moves an enrolment to another session in one deed, with one letter (feature E7): the old seat is kept until the new one
 * is his, so that a refusal loses nothing.
 *
 * @throws ExamError `enrolment.not-found`, `session.not-found`; `enrolment.refused` with `enrolment.same-session`, or with what
 * cancelling and enrolling refuse for
 */
export async function moveEnrolment(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof MoveEnrolment>,
): Promise<MoveAnswer> {
  const wanted = parsed(MoveEnrolment, input)
  const ids = {enrolmentId: ctx.ids.next<EnrolmentId>(), seatId: ctx.ids.next<SeatId>()}
  const key = wanted.key === undefined ? {} : {key: wanted.key}
  return holding(() =>
    ctx.claim('enrolment.move', {turn: wanted.session, ...key}, () => lookUp(ctx, wanted, ids), settleWishes),
  )
}

async function lookUp(
  ctx: Context<EnrolmentStores>,
  {enrolment: code, session, reason, override}: z.output<typeof MoveEnrolment>,
  ids: Readonly<{enrolmentId: EnrolmentId; seatId: SeatId}>,
): Promise<Asked<Wish>> {
  return ctx.read('enrolment.read', async (stores) => {
    const enrolment = await activeEnrolment(stores, code)
    const to = await stores.sessions.get(session)
    if (to.id === enrolment.sessionId) throw refuse('enrolment', [sameSession(to.code)])
    const registration = {id: enrolment.registrationId, personId: enrolment.personId}
    const {scope, lock} = await holdFor(stores, [registration], [enrolment.sessionId, to.id])
    return {lock, claim: {scope, enrolment, to: {...ids, sessionId: to.id}, reason, override}}
  })
}

const settleWishes = settleOnBook(
  (book: SeatBook, {enrolment, to, reason, override}: Wish, entry: Entry): Settled<MoveAnswer> => {
    const office = isOffice(entry.role)
    const terms: Terms = {role: entry.role, reason, override: office && override && reason !== '', promised: false}
    const current = currentEnrolment(book, enrolment)
    refuseIfAny('enrolment', current ? changeReasons(book, current, terms) : [ended(enrolment)])
    const {answer, letter} = move(book, enrolment, {...to, terms, source: 'move', by: entry.person})
    const facts = {
      registration: answer.to.registration,
      exam: answer.to.exam,
      from: answer.from.session,
      to: answer.to.session,
    }
    entry.note({
      about: ['enrolment', to.enrolmentId],
      for: enrolment.personId,
      facts,
      ...(reason === '' ? {} : {text: reason}),
    })
    return {answer, letters: [letter]}
  },
)

function sameSession(code: string): Reason {
  return {code: 'enrolment.same-session', message: `This enrolment is in session ${code} already.`}
}
