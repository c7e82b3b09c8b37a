import {z} from 'zod'
import type {Asked, Context, Entry} from '../context.ts'
import {ExamError, refuse} from '../errors.ts'
import type {EnrolmentId, SeatId, WaitingId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {type Claim, decide} from './seats/claim.ts'
import {takeSeat} from './seats/change-seats.ts'
import {isOffice} from './enrol-reasons.ts'
import {claimedBy} from './find-registration.ts'
import {holdFor, holding} from './seats/hold.ts'
import type {Enrolment} from './model.ts'
import type {BookScope, SeatBook} from './seats/seat-book.ts'
import {type SeatedExam, seatedExam} from './seats/seated-exam.ts'
import {confirmation} from './seats/seat-letter.ts'
import {settleOnBook, type Settled} from './seats/settle.ts'
import type {EnrolmentStores} from './store.ts'
import {putOnList, type Waits} from './waiting/join-waiting-list.ts'

/** An enrolment as it is asked for; codes, not ids. */
export const EnrolStudent = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  session: z.string().trim().min(1),
  reason: z.string().trim().default('').describe('Why the office does it outside the rules for others.'),
  override: z.boolean().default(false).describe('The office places the student on a day on which he is not at school.'),
  orWait: z.boolean().default(false).describe('Join the waiting list when there is no seat.'),
  key: z.string().min(1).optional().describe('The same request with the same key is done once.'),
})

/** What came of it: a seat, or a place on the waiting list. */
export type EnrolAnswer = Readonly<{enrolled: SeatedExam} | {waits: Waits}>

type Wish = Readonly<{
  scope: BookScope
  claim: Omit<Claim, 'source' | 'terms'>
  reason: string
  override: boolean
  orWait: WaitingId | null
}>

/**
 * Enrols a student for an exam in a session, first come first served (feature E2): gives him a seat, or the next place on the
 * seat that he has there, and queues the letter that confirms it.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `session.not-found`; `enrolment.refused` with every reason, such as
 * `enrolment.no-registration`, `enrolment.not-agreed`, `enrolment.exists`, `enrolment.not-published`, `enrolment.closed`,
 * `enrolment.not-by-role`, `moment.clash`, `moment.too-long`, `enrolment.others-wait`, `enrolment.full`; `enrolment.override-reason`;
 * `session.busy`
 */
export async function enrolStudent(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof EnrolStudent>,
): Promise<EnrolAnswer> {
  const wanted = parsed(EnrolStudent, input)
  if (wanted.override && wanted.reason === '') throw overrideReason()
  const ids = {
    enrolmentId: ctx.ids.next<EnrolmentId>(),
    seatId: ctx.ids.next<SeatId>(),
    waitingId: ctx.ids.next<WaitingId>(),
  }
  const key = wanted.key === undefined ? {} : {key: wanted.key}
  return holding(() =>
    ctx.claim('enrolment.add', {turn: wanted.session, ...key}, () => lookUp(ctx, wanted, ids), settleWishes),
  )
}

type Ids = Readonly<{enrolmentId: EnrolmentId; seatId: SeatId; waitingId: WaitingId}>

async function lookUp(
  ctx: Context<EnrolmentStores>,
  wanted: z.output<typeof EnrolStudent>,
  {waitingId, ...ids}: Ids,
): Promise<Asked<Wish>> {
  return ctx.read('enrolment.read', async (stores) => {
    const {registrationId, personId, sessionId} = await claimedBy(stores, wanted)
    const {scope, lock} = await holdFor(stores, [{id: registrationId, personId}], [sessionId])
    const {reason, override, orWait} = wanted
    const claim = {registrationId, sessionId, ...ids}
    return {lock, claim: {scope, claim, reason, override, orWait: orWait ? waitingId : null}}
  })
}

const settleWishes = settleOnBook(settleWish)

function settleWish(book: SeatBook, wish: Wish, entry: Entry): Settled<EnrolAnswer> {
  const claim = claimBy(entry, wish)
  const decision = decide(book, claim)
  if ('reasons' in decision) {
    if (wish.orWait === null || !decision.seatsOnly) throw refuse('enrolment', decision.reasons)
    const {answer, ...rest} = putOnList(book, {...wish.claim, waitingId: wish.orWait}, entry)
    return {...rest, answer: {waits: answer}}
  }
  const enrolment = takeSeat(book, claim, decision.grant, entry.person)
  const enrolled = seatedExam(book, enrolment.sessionId, enrolment.personId, enrolment.registrationId)
  entry.note({
    about: ['enrolment', enrolment.id],
    for: enrolment.personId,
    facts: {
      registration: enrolled.registration,
      exam: enrolled.exam,
      session: enrolled.session,
      override: wish.override,
    },
    ...(wish.reason === '' ? {} : {text: wish.reason}),
  })
  return {answer: {enrolled}, letters: [confirmation(book, enrolment.sessionId, enrolment.personId)]}
}

/** On the terms of the one who acts; only the office may overrule. */
function claimBy({role}: Entry, {claim, reason, override}: Wish): Claim {
  const office = isOffice(role)
  const source: Enrolment['source'] = role === 'student' || role === 'teacher' ? role : 'office'
  return {...claim, source, terms: {role, reason: office ? reason : '', override: office && override, promised: false}}
}

function overrideReason(): ExamError {
  return new ExamError(
    'invalid',
    'enrolment.override-reason',
    'To place a student on a day on which he is not at school, give a reason: --reason "…"',
  )
}
