import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {atDesk} from './report-desk.ts'
import {foldReport} from './report-fold.ts'
import type {DeliveryStores} from '../store.ts'

export const SettleProposal = z.strictObject({
  session: z.string(),
  /** Number of the proposed fact. */
  fact: z.coerce.number().int().min(1),
  taken: z.boolean(),
  reason: z.string().trim().min(1),
})

export type SettledProposal = Readonly<{session: string; fact: number; taken: boolean}>

/**
 * Takes over as an addendum what reached the report after it was signed, or leaves it, with the reason. Neither changes
 * anybody's attendance: that is corrected by the office.
 *
 * @throws ExamError `report.refused` with `report.no-proposal`; as `atDesk`, for the lead
 */
export async function settleProposal(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof SettleProposal>,
): Promise<SettledProposal> {
  const {session, fact, taken, reason} = parsed(SettleProposal, input)
  return atDesk(ctx, {deed: 'report.addendum', session, post: 'lead', reason, addendum: true}, async (desk) => {
    const {proposals} = foldReport(await desk.stores.delivery.facts(desk.session.id))
    const proposal = proposals.find(({number}) => number === fact)
    if (!proposal || proposal.taken !== null)
      throw refuse('report', [
        {
          code: 'report.no-proposal',
          message: `No proposed addendum ${fact} waits in the report of ${desk.session.code}.`,
        },
      ])
    const {personId, enrolmentId} = proposal
    const about = personId === null ? {} : {about: {personId, enrolmentId}}
    return {
      facts: [{kind: 'proposal-settled', detail: {proposal: fact, taken}, text: reason, ...about}],
      answer: {session: desk.session.code, fact, taken},
    }
  })
}
