import type {Context} from '../context.ts'
import {notFound} from '../errors.ts'
import type {EnrolmentId, ExamId, GroupId, PeriodId, PersonId, SessionId} from '../ids.ts'
import type {EnrolmentLine, EnrolmentStores} from './store.ts'

/** Which enrolments are wanted, in codes; all that is given must hold. `after` is the id of the last one seen. */
export type ListEnrolments = Readonly<{
  student?: string | undefined
  exam?: string | undefined
  session?: string | undefined
  period?: string | undefined
  group?: string | undefined
  /** Ended ones too. */
  ended?: boolean | undefined
  after?: string | undefined
  limit?: number | undefined
}>

const MOST = 100

/**
 * Enrolments within reach, in order of their making, page after page.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `session.not-found`, `period.not-found`, `group.not-found`
 */
export async function listEnrolments(
  ctx: Context<EnrolmentStores>,
  wanted: ListEnrolments = {},
): Promise<readonly EnrolmentLine[]> {
  return ctx.read('enrolment.read', async (stores) => {
    const {students, exams, sessions, periods, groups} = stores
    const filter: {
      person?: PersonId
      exam?: ExamId
      session?: SessionId
      period?: PeriodId
      group?: GroupId
      ended?: boolean
      after?: EnrolmentId
    } = {}
    if (wanted.student !== undefined) filter.person = (await students.get(wanted.student)).id
    if (wanted.exam !== undefined) filter.exam = (await exams.get(wanted.exam)).id
    if (wanted.session !== undefined) filter.session = (await sessions.get(wanted.session)).id
    if (wanted.period !== undefined) filter.period = (await periods.get(wanted.period)).id
    if (wanted.group !== undefined) filter.group = (await groups.get(wanted.group)).id
    if (wanted.ended === true) filter.ended = true
    if (wanted.after !== undefined) filter.after = wanted.after as EnrolmentId
    return stores.enrolment.list({...filter, limit: wanted.limit ?? MOST})
  })
}

/** An enrolment with what it was before: earlier ones of the same registration, oldest first. */
export type EnrolmentDetail = Readonly<{enrolment: EnrolmentLine; history: readonly EnrolmentLine[]}>

/**
 * The enrolment of a registration with its history of moves; `code` is the registration's. Of one that has ended the last
 * one is shown.
 *
 * @throws ExamError `registration.not-found`, `enrolment.not-found`
 */
export async function showEnrolment(ctx: Context<EnrolmentStores>, code: string): Promise<EnrolmentDetail> {
  return ctx.read('enrolment.read', async (stores) => {
    const [registration] = await stores.registrations.history({code}, {limit: 1})
    if (!registration) throw notFound('registration', code)
    const lines = await stores.enrolment.list({registration: registration.id, ended: true, limit: MOST})
    const enrolment = lines.find(({endedAt}) => endedAt === null) ?? lines.at(-1)
    if (!enrolment) throw notFound('enrolment', code)
    return {enrolment, history: lines.filter(({id}) => id !== enrolment.id)}
  })
}
