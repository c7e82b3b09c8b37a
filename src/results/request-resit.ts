import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {refuseIfAny} from '../errors.ts'
import type {ResitId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {type Granting, grantResit, resitLetter} from './grant-resit.ts'
import type {ResitRequest} from './model.ts'
import {type ResitFile, resitFile, resitPeriod} from './resit-file.ts'
import {lastTaken, resitReasons} from './resit-reasons.ts'
import {type ResitText, resitTexts} from './resit-text.ts'
import type {ResultStores} from './store.ts'

export const RequestResit = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  reason: z.string().trim().min(1).max(2000),
  /** Where it should be taken, when the exam's rule grants it at once. */
  period: z.string().trim().min(1).optional(),
})

/**
 * Asks for a resit: a student for himself, a teacher for a student of her groups, the office. Where the exam's rules grant it
 * (`resit: rule`) it is granted at once and becomes a registration; else the exam board decides.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `period.not-found`; `resit.refused` with the reasons of
 *   `resitReasons`, and where it is granted at once those of registering and `resit.no-period`
 */
export async function requestResit(
  ctx: Context<ResultStores>,
  input: z.input<typeof RequestResit>,
): Promise<ResitText> {
  const wanted = parsed(RequestResit, input)
  const personId = await ctx.read('people.read', async ({students}) => (await students.get(wanted.student)).id)
  return ctx.write('resit.request', {lock: {person: [personId]}}, async (stores, entry) => {
    const person = await stores.students.get(wanted.student)
    const exam = await stores.exams.get(wanted.exam)
    const file = seenBy(entry, await resitFile(stores, {person, exam}))
    refuseIfAny('resit', resitReasons(file))
    const period =
      wanted.period === undefined ? await resitPeriod(stores, exam.id, entry) : await stores.periods.get(wanted.period)
    const byRule = exam.rules.resit === 'rule'
    const granting = byRule ? await grantResit(ctx, stores, entry, {file, period}) : undefined
    if (granting && 'reasons' in granting) refuseIfAny('resit', granting.reasons)
    const request = {
      ...requestOf(ctx, entry, {personId, examId: exam.id, attemptId: lastTaken(file.attempts)?.id ?? null}),
      reason: wanted.reason,
      ...stateOf(granting, entry),
    }
    await stores.resits.add([request])
    const facts = {code: request.code, exam: exam.code, state: request.state, byRule}
    entry.note({about: ['resit', request.id], for: personId, facts, text: wanted.reason})
    const [text] = await resitTexts(stores, [request.id])
    if (!text) throw new Error(`Resit request ${request.id} was made out of reach of its maker.`)
    if (request.state === 'granted' || request.state === 'waits-for-sis')
      await stores.outbox.post([
        await resitLetter(stores, entry, {
          request,
          decision: request.state,
          file,
          period: text.period ?? '',
          reason: '',
        }),
      ])
    return text
  })
}

/** A student may not learn from a refusal what is not published yet: for him there is no result until then. */
function seenBy({role}: Entry, file: ResitFile): ResitFile {
  if (role !== 'student') return file
  return {
    ...file,
    attempts: file.attempts.map((line) =>
      line.result === null || line.result.publishedAt !== null
        ? line
        : {...line, passed: null, score: null, result: null},
    ),
  }
}

function requestOf(
  {ids}: Context<ResultStores>,
  entry: Entry,
  about: Pick<ResitRequest, 'personId' | 'examId' | 'attemptId'>,
): Omit<ResitRequest, 'reason' | 'state' | 'byRule' | 'decidedAt' | 'registrationId'> {
  return {
    id: ids.next<ResitId>(),
    code: ids.code(6),
    ...about,
    requestedBy: entry.person,
    requestedAt: entry.now,
    decidedBy: null,
    version: 1,
  }
}

function stateOf(
  granting: Granting | undefined,
  {now}: Entry,
): Pick<ResitRequest, 'state' | 'byRule' | 'decidedAt' | 'registrationId'> {
  if (granting === undefined) return {state: 'asked', byRule: false, decidedAt: null, registrationId: null}
  if ('registration' in granting)
    return {state: 'granted', byRule: true, decidedAt: now, registrationId: granting.registration.id}
  return {state: 'waits-for-sis', byRule: true, decidedAt: now, registrationId: null}
}
