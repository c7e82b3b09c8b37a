import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {type ExamError, refuse, refuseIfAny} from '../errors.ts'
import type {ResultId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {actingAs} from './acting-as.ts'
import type {Result} from './model.ts'
import {type Considered, outcomeText} from './outcome-text.ts'
import {type Judged, mattersOf, sortMatters} from './result-desk.ts'
import type {Matter} from './result-state.ts'
import type {ResultStores} from './store.ts'
import {withdrawMails} from './undo-publication.ts'

export const ReopenResult = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  /** Where the student took the exam more than once; default the latest. */
  session: z.string().trim().min(1).optional(),
  reason: z.string().trim().min(1),
  dryRun: z.boolean().default(false),
})

export type ReopenedResult = Considered &
  Readonly<{
    wasPublished: boolean
    wasSent: boolean
    /** Codes of resits that were granted on the strength of it, to look at again. */
    resits: readonly string[]
    dryRun: boolean
  }>

/**
 * Opens an established result again, by the board, for a reason (design §4): its publication is withdrawn, what stood is kept
 * as history, and it is established, published and sent again; the student then gets one mail.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `session.not-found`; `result.refused` with `result.not-established`,
 *   `result.no-authority`
 */
export async function reopenResult(
  ctx: Context<ResultStores>,
  input: z.input<typeof ReopenResult>,
): Promise<ReopenedResult> {
  const wanted = parsed(ReopenResult, input)
  const {personId, preview} = await ctx.read('result.read', async (stores, access) => {
    const matter = await established(stores, actingAs(ctx.actor, access, 'result.reopen'), wanted)
    return {personId: matter.line.personId, preview: await reopenedText(stores, matter, wanted.dryRun)}
  })
  if (wanted.dryRun) return preview
  return ctx.write('result.reopen', {lock: {person: [personId]}}, async (stores, entry) => {
    const matter = await established(stores, entry, wanted)
    const before = await reopenedText(stores, matter, false)
    await reopen(ctx, stores, entry, {matter, reason: wanted.reason})
    const [after] = await mattersOf(stores, {attempts: [matter.line.id]})
    return {...before, ...(after && outcomeText(after))}
  })
}

type Wanted = z.output<typeof ReopenResult>

async function established(
  stores: ResultStores,
  access: Parameters<typeof sortMatters>[1],
  wanted: Wanted,
): Promise<Judged> {
  const student = await stores.students.get(wanted.student)
  const exam = await stores.exams.get(wanted.exam)
  const session = wanted.session === undefined ? undefined : await stores.sessions.get(wanted.session)
  const all = await mattersOf(stores, {
    persons: [student.id],
    exam: exam.id,
    ...(session ? {session: session.id} : {}),
    established: true,
  })
  const latest = all.toSorted(byTime).at(-1)
  if (!latest) throw notEstablished(wanted)
  const {ready, refused} = await sortMatters(stores, access, {
    deed: 'result.reopen',
    matters: [latest],
    reasonsOf: () => [],
  })
  const [matter] = ready
  refuseIfAny(
    'result',
    refused.flatMap(({reasons}) => reasons),
  )
  if (!matter) throw notEstablished(wanted)
  return matter
}

function byTime(a: Matter, b: Matter): number {
  return a.line.takenOn < b.line.takenOn || (a.line.takenOn === b.line.takenOn && a.line.id < b.line.id) ? -1 : 1
}

function notEstablished({student, exam, session}: Wanted): ExamError {
  const message = `${student} has no established result for ${exam}${session === undefined ? '' : ` in ${session}`}; see: ontrac result show ${student} ${exam}`
  return refuse('result', [{code: 'result.not-established', message, details: {student, exam}}])
}

async function reopenedText(stores: ResultStores, matter: Judged, dryRun: boolean): Promise<ReopenedResult> {
  const {personId, examId, result} = matter.line
  const resits = await stores.resits.all({personId, examId, attemptId: matter.line.id, state: 'granted'})
  return {
    ...outcomeText(matter),
    reasons: [],
    wasPublished: result?.publishedAt !== null,
    wasSent: result?.sentAt !== null,
    resits: resits.map(({code}) => code),
    dryRun,
  }
}

/**
 * Ends an established result and lets the same stand unestablished, or another where one is given; mails about it that did not
 * go out are taken back. Needs the student's lock.
 */
export async function reopen(
  ctx: Pick<Context<ResultStores>, 'ids'>,
  stores: ResultStores,
  entry: Entry,
  {matter, reason, instead}: Readonly<{matter: Matter; reason: string; instead?: Partial<Result>}>,
): Promise<void> {
  const {line} = matter
  const {result} = line
  if (!result) return
  await stores.results.change(result.id, {endedAt: entry.now})
  await stores.results.add([again(result, {id: ctx.ids.next<ResultId>(), receivedAt: entry.now, ...instead})])
  await stores.attempts.change(line.id, {score: null, passed: null})
  const mails = await withdrawMails(stores, [line.personId], new Set([result.id]))
  const {student, exam, session, number, personId} = line
  const facts = {student, exam, session, number, wasPublished: result.publishedAt !== null, mails}
  entry.note({about: ['attempt', line.id], for: personId, facts, text: reason})
}

function again(result: Result, change: Partial<Result>): Result {
  const open = {
    establishedAt: null,
    establishedBy: null,
    mandateId: null,
    publishedAt: null,
    openedAt: null,
    sentAt: null,
  }
  const step = result.score === null ? 'attendance' : 'score'
  return {...result, ...open, step, source: 'reopened', version: 1, ...change}
}
