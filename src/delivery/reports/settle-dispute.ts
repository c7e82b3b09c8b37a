import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {atDesk} from './report-desk.ts'
import type {Fact, FactDraft} from './report-facts.ts'
import {foldReport} from './report-fold.ts'
import type {DeliveryStores} from '../store.ts'

export const SettleDispute = z.strictObject({
  session: z.string(),
  /** Number of the fact that is right, as the report shows it. */
  fact: z.coerce.number().int().min(1),
  reason: z.string().trim().optional(),
})

export type SettledDispute = Readonly<{session: string; fact: number; kind: string}>

/**
 * The lead says which of two contradicting facts is right: it is said once more by him, and the others stay beside it
 * (issue 4).
 *
 * @throws ExamError `report.refused` with `report.not-disputed`; as `atDesk`, for the lead
 */
export async function settleDispute(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof SettleDispute>,
): Promise<SettledDispute> {
  const {session, fact: number, reason} = parsed(SettleDispute, input)
  return atDesk(ctx, {deed: 'report.control', session, post: 'lead', reason}, async (desk) => {
    const facts = await desk.stores.delivery.facts(desk.session.id)
    const disputed = [...foldReport(facts).candidates.values()].flatMap(({disputes}) => disputes)
    const fact = facts.find((each) => each.number === number)
    if (!fact || !disputed.some((dispute) => dispute.facts.includes(number)))
      throw refuse('report', [
        {
          code: 'report.not-disputed',
          message: `Fact ${number} of ${desk.session.code} is not contradicted by another.`,
        },
      ])
    return {facts: [repeated(fact)], answer: {session: desk.session.code, fact: number, kind: fact.kind}}
  })
}

function repeated({kind, detail: {text, ...detail}, personId, enrolmentId}: Fact): FactDraft {
  const about = personId === null ? {} : {about: {personId, enrolmentId}}
  return {kind, detail, text, ...about} as FactDraft
}
