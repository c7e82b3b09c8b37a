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
    const granting = await byRule(ctx, stores, entry, {file, period: wanted.period})
    const request = requestOf(ctx, entry, {file, reason: wanted.reason, granting})
    await stores.resits.add([request])
    const facts = {code: request.code, exam: exam.code, state: request.state, byRule: request.byRule}
    entry.note({about: ['resit', request.id], for: personId, facts, text: wanted.reason})
    const [text] = await resitTexts(stores, [request.id])
    if (!text) throw new Error(`Resit request ${request.id} was made out of reach of its maker.`)
    await tell(stores, entry, {file, request, period: text.period ?? ''})
    return text
  })
}

/** What the exam's rule says at once; nothing where the board decides. @throws ExamError `resit.refused` */
async function byRule(
  ctx: Context<ResultStores>,
  stores: ResultStores,
  entry: Entry,
  {file, period: code}: Readonly<{file: ResitFile; period: string | undefined}>,
): Promise<Granting | undefined> {
  const period = code === undefined ? await resitPeriod(stores, file.exam.id, entry) : await stores.periods.get(code)
  if (file.exam.rules.resit !== 'rule') return undefined
  const granting = await grantResit(ctx, stores, entry, {file, period})
  if ('reasons' in granting) refuseIfAny('resit', granting.reasons)
  return granting
}

/** A request that is decided at once is told of at once. */
async function tell(
  stores: ResultStores,
  entry: Entry,
  {file, request, period}: Readonly<{file: ResitFile; request: ResitRequest; period: string}>,
): Promise<void> {
  const {state: decision} = request
  if (decision !== 'granted' && decision !== 'waits-for-sis') return
  await stores.outbox.post([await resitLetter(stores, entry, {request, decision, file, period, reason: ''})])
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
  {file, reason, granting}: Readonly<{file: ResitFile; reason: string; granting: Granting | undefined}>,
): ResitRequest {
  return {
    id: ids.next<ResitId>(),
    code: ids.code(6),
    personId: file.person.id,
    examId: file.exam.id,
    attemptId: lastTaken(file.attempts)?.id ?? null,
    requestedBy: entry.person,
    requestedAt: entry.now,
    reason,
    decidedBy: null,
    ...stateOf(granting, entry),
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
