import {z} from 'zod'
import type {Asked, Context, Entry} from '../context.ts'
import {refuseIfAny} from '../errors.ts'
import {parsed} from '../parsed.ts'
import {cancel, changeReasons, currentEnrolment, ended} from './changes/enrolment-change.ts'
import {activeEnrolment} from './find-enrolment.ts'
import {holdFor, holding} from './seats/hold.ts'
import type {Enrolment} from './model.ts'
import type {BookScope, SeatBook} from './seats/seat-book.ts'
import {type SeatedExam, seatedExam} from './seats/seated-exam.ts'
import {settleOnBook, type Settled} from './seats/settle.ts'
import type {EnrolmentStores} from './store.ts'

/** Which enrolment is cancelled, and why. */
export const CancelEnrolment = z.strictObject({
  enrolment: z.string().trim().min(1).describe('Code of the registration, or id of the enrolment.'),
  reason: z.string().trim().default(''),
  key: z.string().min(1).optional(),
})

type Wish = Readonly<{scope: BookScope; enrolment: Enrolment; reason: string}>

/**
 * Takes a student's enrolment back; the registration stays open and can be placed again (feature E7). A seat on which nothing
 * else is taken comes free, and is offered to whoever fits and waits longest.
 *
 * @throws ExamError `enrolment.not-found`; `enrolment.refused` with `enrolment.too-late`, `enrolment.reason-needed`,
 * `enrolment.not-by-role`, `enrolment.final`, `enrolment.session-begun`, `enrolment.ended`
 */
export async function cancelEnrolment(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof CancelEnrolment>,
): Promise<SeatedExam> {
  const wanted = parsed(CancelEnrolment, input)
  const key = wanted.key === undefined ? {} : {key: wanted.key}
  const ask = async (): Promise<Asked<Wish>> =>
    ctx.read('enrolment.read', async (stores) => {
      const enrolment = await activeEnrolment(stores, wanted.enrolment)
      const registration = {id: enrolment.registrationId, personId: enrolment.personId}
      const {scope, lock} = await holdFor(stores, [registration], [enrolment.sessionId])
      return {lock, claim: {scope, enrolment, reason: wanted.reason}}
    })
  return holding(() => ctx.claim('enrolment.cancel', {turn: wanted.enrolment, ...key}, ask, settleWishes))
}

const settleWishes = settleOnBook((book: SeatBook, {enrolment, reason}: Wish, entry: Entry): Settled<SeatedExam> => {
  const terms = {role: entry.role, reason, override: false, promised: false}
  const current = currentEnrolment(book, enrolment)
  refuseIfAny('enrolment', current ? changeReasons(book, current, terms) : [ended(enrolment)])
  const {sessionId, personId, registrationId} = enrolment
  const cancelled = seatedExam(book, sessionId, personId, registrationId)
  const letters = cancel(book, enrolment, {
    reason,
    by: entry.role === 'student' ? 'student' : 'school',
    registrationStays: true,
  })
  const facts = {registration: cancelled.registration, exam: cancelled.exam, session: cancelled.session}
  entry.note({about: ['enrolment', enrolment.id], for: personId, facts, ...(reason === '' ? {} : {text: reason})})
  return {answer: cancelled, letters}
})
