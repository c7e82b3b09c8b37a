import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Instant} from '../../time.ts'
import {atDesk} from './report-desk.ts'
import {foldReport} from './report-fold.ts'
import {candidatesOf} from '../lists/roster.ts'
import {timeAt} from './session-time.ts'
import type {DeliveryStores} from '../store.ts'

export const RecordToilet = z.strictObject({
  session: z.string(),
  student: z.string(),
  direction: z.enum(['out', 'back']),
  /** `10:05`; default is now. */
  at: z.string().optional(),
  reason: z.string().optional(),
})

export type ToiletVisit = Readonly<{session: string; student: string; direction: 'out' | 'back'; at: Instant}>

/** Records that a student leaves the room for a moment, or is back. @throws ExamError `report.refused` with `report.outside-already`, `report.not-outside`; as `atDesk` */
export async function recordToilet(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof RecordToilet>,
): Promise<ToiletVisit> {
  const {session, student, direction, at: time, reason} = parsed(RecordToilet, input)
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason}, async (desk) => {
    const [candidate] = candidatesOf(desk.roster, {students: [student], noun: 'report'})
    const personId = candidate!.person.id
    const {outside} = foldReport(await desk.stores.delivery.facts(desk.session.id, [personId]))
    if (outside.has(personId) !== (direction === 'back')) throw wrongWay(student, direction)
    const at = time === undefined ? desk.entry.now : timeAt(desk.session, time, desk.entry.now)
    return {
      facts: [{kind: 'toilet', detail: {direction, at}, about: {personId, enrolmentId: null}}],
      answer: {session: desk.session.code, student, direction, at},
    }
  })
}

function wrongWay(student: string, direction: 'out' | 'back'): Error {
  return direction === 'out'
    ? refuse('report', [
        {
          code: 'report.outside-already',
          message: `${student} is outside already; record the return with: back`,
          details: {student},
        },
      ])
    : refuse('report', [
        {
          code: 'report.not-outside',
          message: `${student} did not leave the room; record that first with: out`,
          details: {student},
        },
      ])
}
