import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {atDesk} from './report-desk.ts'
import {PAPER_STEPS} from './report-facts.ts'
import type {DeliveryStores} from '../store.ts'

export const RecordPapers = z.strictObject({
  session: z.string(),
  step: z.enum(PAPER_STEPS),
  /** Sets of papers, counted by the one who records it. */
  count: z.coerce.number().int().min(0).max(9999),
  /** Whether the sets were sealed when they were received; unsaid for the other steps. */
  sealed: z.boolean().optional(),
  text: z.string().trim().default(''),
  reason: z.string().trim().optional(),
})

/** `missing` is how many sets were laid out and are not back; null while one of the two was not counted. */
export type RecordedPapers = Readonly<{
  session: string
  step: (typeof PAPER_STEPS)[number]
  count: number
  missing: number | null
}>

/** Records how many sets of papers were received, laid out or taken in (feature D9). @throws ExamError as `atDesk` */
export async function recordPapers(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof RecordPapers>,
): Promise<RecordedPapers> {
  const {session, step, count, sealed, text, reason} = parsed(RecordPapers, input)
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason}, ({session: {code}, state}) => {
    const counted = new Map([...state.papers].map(([at, each]) => [at, each.count])).set(step, count)
    const [out, back] = [counted.get('out'), counted.get('in')]
    return {
      facts: [{kind: 'papers', detail: {step, count, sealed: sealed ?? null}, text}],
      answer: {session: code, step, count, missing: out === undefined || back === undefined ? null : out - back},
    }
  })
}
