import type {Context} from '../../context.ts'
import type {ExamId, PersonId, SessionId} from '../../ids.ts'
import type {EnrolmentStores, WaitingLine} from '../store.ts'

/** Which places on waiting lists are wanted, in codes; all that is given must hold. */
export type ListOffers = Readonly<{
  student?: string | undefined
  exam?: string | undefined
  session?: string | undefined
  /** Those who wait without an offer too. */
  waiting?: boolean | undefined
  limit?: number | undefined
}>

const MOST = 100

/**
 * Seats that are held for people who waited, and with `waiting` everybody on the lists; within reach, the longest waiting
 * first. An offer that is over by now is not shown any more, though its seat may not have been given on yet.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `session.not-found`
 */
export async function listOffers(
  ctx: Context<EnrolmentStores>,
  wanted: ListOffers = {},
): Promise<readonly WaitingLine[]> {
  return ctx.read('enrolment.read', async (stores, {now}) => {
    const filter: {person?: PersonId; exam?: ExamId; session?: SessionId} = {}
    if (wanted.student !== undefined) filter.person = (await stores.students.get(wanted.student)).id
    if (wanted.exam !== undefined) filter.exam = (await stores.exams.get(wanted.exam)).id
    if (wanted.session !== undefined) filter.session = (await stores.sessions.get(wanted.session)).id
    const lines = await stores.enrolment.waitingList({
      ...filter,
      offered: wanted.waiting !== true,
      limit: wanted.limit ?? MOST,
    })
    return lines.filter(({expiresAt}) => expiresAt === null || now < expiresAt)
  })
}
