import type {z} from 'zod'
import type {Context} from '../context.ts'
import {refuse} from '../errors.ts'
import {parsed} from '../parsed.ts'
import {IncomingResult, type RecordedResult, recordResults} from './record-results.ts'
import {scoreOn} from './scales.ts'
import type {ResultStores} from './store.ts'

/**
 * Records one result by hand. Whoever records it without naming an assessor is the one who gave it, and does not establish it.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `session.not-found`, `staff.not-found`, `result.not-on-scale`;
 *   `result.refused` with `result.session-not-reported`, `result.no-attempt`, `result.attempt-void`, `result.not-your-session`
 */
export async function recordResult(
  ctx: Context<ResultStores>,
  input: z.input<typeof IncomingResult>,
): Promise<RecordedResult> {
  const incoming = parsed(IncomingResult, input)
  const who = await ctx.read('people.read', async ({students, exams, sessions, staff}) => {
    const {resultScale} = await exams.get(incoming.exam)
    if (incoming.score !== undefined) scoreOn(resultScale, incoming.score)
    if (incoming.session !== undefined) await sessions.get(incoming.session)
    if (incoming.scoredBy !== undefined) await staff.get(incoming.scoredBy)
    return (await students.get(incoming.student)).id
  })
  return ctx.write('result.record', {lock: {person: [who]}}, async (stores, entry) => {
    const recording = {ctx, entry, source: entry.role, giver: entry.person}
    const [outcome] = await recordResults(stores, recording, [incoming])
    if (outcome === undefined) throw new Error('One incoming result gives one outcome')
    if ('reason' in outcome) throw refuse('result', [outcome.reason])
    return outcome.recorded
  })
}
