import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {atDesk} from './report-desk.ts'
import {candidatesOf} from '../lists/roster.ts'
import type {DeliveryStores} from '../store.ts'

export const AddAddendum = z.strictObject({
  session: z.string(),
  student: z.string().optional(),
  text: z.string().trim().min(1),
  reason: z.string().optional(),
})

export type Addendum = Readonly<{session: string; student: string | null; number: number; text: string}>

/** Adds a remark to a report that is signed; what was signed stays as it is. @throws ExamError `report.not-signed`; as `atDesk`, for the lead */
export async function addAddendum(ctx: Context<DeliveryStores>, input: z.input<typeof AddAddendum>): Promise<Addendum> {
  const {session, student, text, reason} = parsed(AddAddendum, input)
  return atDesk(
    ctx,
    {deed: 'report.addendum', session, post: 'lead', reason: reason ?? text, addendum: true},
    (desk) => {
      const [candidate] = student === undefined ? [] : candidatesOf(desk.roster, {students: [student], noun: 'report'})
      const about = candidate ? {about: {personId: candidate.person.id, enrolmentId: null}} : {}
      return {
        facts: [{kind: 'addendum', detail: {}, text, ...about}],
        answer: {session: desk.session.code, student: student ?? null, number: desk.report.version + 1, text},
      }
    },
  )
}
