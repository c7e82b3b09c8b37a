import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {ExamError, type Reason, refuse} from '../errors.ts'
import type {AttemptId, ExamId, PersonId, ResultId, SessionId} from '../ids.ts'
import type {Exam} from '../institution/model.ts'
import {parsed} from '../parsed.ts'
import type {Attempt} from '../registration/model.ts'
import type {Result, ResultMessage} from './model.ts'
import {passes, scoreOn} from './scales.ts'
import type {ResultStores} from './store.ts'

const ATTENDANCE = ['notKnown', 'notPresent', 'notStarted', 'notFinished', 'present'] as const

/** A result as it comes in; without a score it is attendance only (feature C1: steps may come in any order, many times). */
export const IncomingResult = z.strictObject({
  student: z.string(),
  exam: z.string(),
  /** Session code, where the student sat the exam more than once. */
  session: z.string().optional(),
  attendance: z.enum(ATTENDANCE).optional(),
  score: z.string().trim().min(1).optional(),
})
export type IncomingResult = z.infer<typeof IncomingResult>

/** What was done with one incoming result. */
export type RecordedResult = Readonly<{
  student: string
  exam: string
  state: ResultMessage['state']
  score: string | null
  passed: boolean | null
}>

/**
 * Records one result by hand.
 *
 * @throws ExamError `result.refused` with `result.no-attempt`; `result.not-on-scale`; `<noun>.not-found`
 */
export async function recordResult(
  ctx: Context<ResultStores>,
  input: z.input<typeof IncomingResult>,
): Promise<RecordedResult> {
  const incoming = parsed(IncomingResult, input)
  const who = await ctx.read('people.read', async ({students}) => (await students.get(incoming.student)).id)
  return ctx.write('result.record', {lock: {person: [who]}}, async (stores, entry) => {
    const [outcome] = await recordResults(stores, {ctx, entry, source: entry.role}, [incoming])
    if (outcome === undefined) throw new Error('One incoming result gives one outcome')
    if ('reason' in outcome) throw refuse('result', [outcome.reason])
    return outcome.recorded
  })
}

type Recording = Readonly<{ctx: Pick<Context<ResultStores>, 'ids'>; entry: Entry; source: string}>
/** Either what was done with a row, or why it cannot be taken; in the order of the rows. */
export type Outcome = Readonly<{recorded: RecordedResult}> | Readonly<{reason: Reason}>

/**
 * Takes in many results in one transaction; the caller holds the students' locks. Every message is kept. One that differs
 * from an established result is held for the board (design §4), one that says the same changes nothing.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`, `session.not-found`, `result.not-on-scale` for the first bad row
 */
export async function recordResults(
  stores: ResultStores,
  recording: Recording,
  rows: readonly IncomingResult[],
): Promise<readonly Outcome[]> {
  const known = await lookUp(stores, rows)
  const messages: ResultMessage[] = []
  const outcomes: Outcome[] = []
  for (const row of rows) {
    const {exam, attempt} = known(row)
    if (!attempt) {
      outcomes.push({reason: noAttempt(row)})
      continue
    }
    const score = row.score === undefined ? null : scoreOn(exam.resultScale, row.score)
    const {state, result} = await take(stores, recording, {attempt, exam, score})
    messages.push(messageOf(recording, {row, attempt, score, state, result}))
    outcomes.push({recorded: {student: row.student, exam: row.exam, state, score, passed: result?.passed ?? null}})
  }
  if (messages.length > 0) await stores.resultMessages.add(messages)
  recording.entry.note({about: ['result', messages[0]?.attemptId ?? ''], facts: countStates(messages)})
  return outcomes
}

type Attempted = Readonly<{
  exam: Exam
  attempt: (Attempt & Readonly<{current: Result | undefined; sessionId: SessionId | null}>) | undefined
}>

/** Students, exams, attempts and what stands for them now, read at once for all rows. */
async function lookUp(
  stores: ResultStores,
  rows: readonly IncomingResult[],
): Promise<(row: IncomingResult) => Attempted> {
  const students = await byCode(
    stores.students,
    'studentNumber',
    rows.map(({student}) => student),
    'student',
  )
  const exams = await byCode(
    stores.exams,
    'code',
    rows.map(({exam}) => exam),
    'exam',
  )
  const sessions = await byCode(
    stores.sessions,
    'code',
    rows.flatMap(({session}) => session ?? []),
    'session',
  )
  const attempts = await stores.attempts.all({personId: [...students.values()].map(({id}) => id as PersonId)})
  const current = new Map(
    (await stores.results.all({attemptId: attempts.map(({id}) => id), partId: null})).map((result) => [
      result.attemptId,
      result,
    ]),
  )
  const enrolments = await stores.enrolments.history({id: attempts.flatMap(({enrolmentId}) => enrolmentId ?? [])})
  const sessionOf = new Map(enrolments.map(({id, sessionId}) => [id, sessionId]))
  const byTaking = Map.groupBy(attempts, ({personId, examId}) => `${personId} ${examId}`)

  return (row) => {
    const exam = exams.get(row.exam) as Exam
    const session = row.session === undefined ? undefined : sessions.get(row.session)?.id
    const own = (byTaking.get(`${students.get(row.student)?.id} ${exam.id}`) ?? [])
      .map((attempt) => ({
        ...attempt,
        current: current.get(attempt.id),
        sessionId: attempt.enrolmentId === null ? null : (sessionOf.get(attempt.enrolmentId) ?? null),
      }))
      .filter((attempt) => attempt.enrolmentId !== null && (session === undefined || attempt.sessionId === session))
    return {exam, attempt: own.toSorted((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1)).at(-1)}
  }
}

async function byCode<T extends {readonly id: string}>(
  table: Readonly<{all: (where: never) => Promise<readonly T[]>}>,
  column: keyof T & string,
  codes: readonly string[],
  noun: string,
): Promise<ReadonlyMap<string, T>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  const found = new Map((await table.all({[column]: wanted} as never)).map((thing) => [String(thing[column]), thing]))
  const missing = wanted.find((code) => !found.has(code))
  if (missing !== undefined)
    throw new ExamError('not-found', `${noun}.not-found`, `There is no ${noun} "${missing}".`, {
      what: noun,
      key: missing,
    })
  return found
}

type Taking = Readonly<{attempt: NonNullable<Attempted['attempt']>; exam: Exam; score: string | null}>

async function take(
  stores: ResultStores,
  {ctx, entry, source}: Recording,
  {attempt, exam, score}: Taking,
): Promise<Readonly<{state: ResultMessage['state']; result: Result | undefined}>> {
  const {current} = attempt
  if (current && (score === null || score === current.score)) return {state: 'same', result: current}
  if (current?.establishedAt) return {state: 'held', result: current}
  const result: Result = {
    id: ctx.ids.next<ResultId>(),
    attemptId: attempt.id as AttemptId,
    partId: null,
    personId: attempt.personId,
    examId: exam.id as ExamId,
    sessionId: attempt.sessionId,
    step: score === null ? 'attendance' : 'score',
    score,
    passed: score === null ? null : passes(exam.resultScale, score, exam.passMark),
    scoredBy: entry.role === 'teacher' || entry.role === 'assessor' ? entry.person : null,
    receivedAt: entry.now,
    source,
    establishedAt: null,
    establishedBy: null,
    mandateId: null,
    publishedAt: null,
    openedAt: null,
    sentAt: null,
    endedAt: null,
    version: 1,
  }
  if (current) await stores.results.change(current.id, {endedAt: entry.now})
  await stores.results.add([result])
  return {state: 'applied', result}
}

function messageOf(
  {ctx, entry, source}: Recording,
  {
    row,
    attempt,
    score,
    state,
    result,
  }: Readonly<{
    row: IncomingResult
    attempt: Attempt
    score: string | null
    state: ResultMessage['state']
    result: Result | undefined
  }>,
): ResultMessage {
  return {
    id: ctx.ids.next<string>(),
    attemptId: attempt.id,
    resultId: result?.id ?? null,
    state,
    attendance: row.attendance ?? null,
    score,
    step: score === null ? 'attendance' : 'score',
    source,
    receivedAt: entry.now,
  }
}

function noAttempt({student, exam, session}: IncomingResult): Reason {
  return {
    code: 'result.no-attempt',
    message: `Student ${student} has no attempt at ${exam}${session === undefined ? '' : ` in ${session}`}; close the session report first: ontrac report close SESSION`,
    details: {student, exam},
  }
}

function countStates(messages: readonly ResultMessage[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(messages, ({state}) => state)].map(([state, of]) => [state, of.length]))
}
