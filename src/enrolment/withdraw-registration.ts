import {z} from 'zod'
import type {Asked, Context, Entry} from '../context.ts'
import {refuseIfAny, type Reason} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {Registration} from '../registration/model.ts'
import {cancel, changeReasons} from './changes/enrolment-change.ts'
import {holdFor, holding} from './seats/hold.ts'
import {type BookScope, closeOffer, endWaiting, type SeatBook} from './seats/seat-book.ts'
import {type SeatedExam, seatedExam} from './seats/seated-exam.ts'
import {settleOnBook, type Settled} from './seats/settle.ts'
import type {EnrolmentStores} from './store.ts'

/** Which registration is withdrawn, and why. */
export const WithdrawRegistration = z.strictObject({
  registration: z.string().trim().min(1).describe('Code of the registration.'),
  reason: z.string().trim().default(''),
})

/** A registration that has ended, and the place that came free with it. */
export type Withdrawn = Readonly<{
  registration: string
  student: string
  enrolment: SeatedExam | null
  waitingPlaces: number
}>

type Wish = Readonly<{scope: BookScope; registration: Registration; reason: string; noteId: string}>

/**
 * Withdraws a registration with all that hangs on it: the enrolment and its seat, waiting places and seats on offer. It stands
 * with enrolment, and not with registration, since that frees seats.
 *
 * @throws ExamError `registration.not-found` (also when it is closed); `registration.refused` with
 * `registration.reason-needed` for anybody but the student, or with what cancelling the enrolment refuses for
 */
export async function withdrawRegistration(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof WithdrawRegistration>,
): Promise<Withdrawn> {
  const wanted = parsed(WithdrawRegistration, input)
  const noteId = ctx.ids.next<string>()
  const ask = async (): Promise<Asked<Wish>> =>
    ctx.read('registration.read', async (stores) => {
      const registration = await stores.registrations.get(wanted.registration)
      const enrolled = await stores.enrolments.all({registrationId: registration.id})
      const sessions = enrolled.map(({sessionId}) => sessionId)
      const {scope, lock} = await holdFor(stores, [registration], sessions)
      return {lock, claim: {scope, registration, reason: wanted.reason, noteId}}
    })
  return holding(() => ctx.claim('registration.withdraw', {turn: wanted.registration}, ask, settleWishes))
}

const settleWishes = settleOnBook((book: SeatBook, wish: Wish, entry: Entry): Settled<Withdrawn> => {
  const {reason, noteId} = wish
  const registration = book.registrations.get(wish.registration.id) ?? wish.registration
  refuseIfAny('registration', withdrawReasons(book, registration, entry, reason))
  const enrolment = book.enrolments.get(registration.id)
  const place = enrolment ? seatedExam(book, enrolment.sessionId, registration.personId, registration.id) : null
  const by = entry.role === 'student' ? 'student' : 'school'
  const letters = enrolment ? cancel(book, enrolment, {reason, by, registrationStays: false}) : []
  const waiting = book.waiting.get(registration.id) ?? []
  for (const waiter of waiting) {
    if (waiter.offer) closeOffer(book, waiter, 'declined', 'registration-withdrawn')
    else endWaiting(book, waiter, 'registration-withdrawn')
  }
  const {code, personId} = registration
  const facts = {code, session: place?.session ?? null, waiting: waiting.length}
  entry.note({about: ['registration', registration.id], for: personId, facts, ...(reason === '' ? {} : {text: reason})})
  const answer = {
    registration: code,
    student: book.claimants.get(personId)?.student ?? '',
    enrolment: place,
    waitingPlaces: waiting.length,
  }
  return {answer, letters, also: (stores) => close(stores, registration, entry, {reason, noteId})}
})

function withdrawReasons(
  book: SeatBook,
  {id, code, state, closedAt}: Registration,
  {role}: Entry,
  reason: string,
): readonly Reason[] {
  if (closedAt !== null) return [{code: 'registration.closed', message: `Registration ${code} is ${state} already.`}]
  const reasons: Reason[] = []
  if (reason === '' && role !== 'student') {
    reasons.push({
      code: 'registration.reason-needed',
      message: `To withdraw registration ${code} give a reason: --reason "…"`,
    })
  }
  const enrolment = book.enrolments.get(id)
  return enrolment
    ? [...reasons, ...changeReasons(book, enrolment, {role, reason, override: false, promised: false})]
    : reasons
}

async function close(
  stores: EnrolmentStores,
  {id}: Registration,
  {now, person}: Entry,
  {reason, noteId}: Pick<Wish, 'reason' | 'noteId'>,
): Promise<void> {
  await stores.registrations.change(id, {state: 'withdrawn', closedAt: now})
  if (reason === '') return
  await stores.registrationNotes.add([
    {id: noteId, registrationId: id, kind: 'withdrawal', content: reason, at: now, byPersonId: person},
  ])
}
