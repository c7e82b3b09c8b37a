import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {isAbsent} from '../delivery/reports/report-attempts.ts'
import {type Attendance, ATTENDANCES} from '../delivery/reports/report-facts.ts'
import {ExamError, type Reason} from '../errors.ts'
import type {AttemptId, PersonId, ResultId} from '../ids.ts'
import type {Attempt} from '../registration/model.ts'
import {freshResult} from './fresh-result.ts'
import {type IncomingAttempt, incomingAttempts} from './incoming-attempts.ts'
import type {Result, ResultMessage} from './model.ts'
import {passes, scoreOn} from './scales.ts'
import type {ResultStores} from './store.ts'

/** A result as it comes in; without a score it is attendance only (feature C1: steps may come in any order, many times). */
export const IncomingResult = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  /** Session code, where the student sat the exam more than once. */
  session: z.string().trim().min(1).optional(),
  attendance: z.enum(ATTENDANCES).optional(),
  /** On the exam's scale, as schools write it. */
  score: z.string().trim().min(1).optional(),
  /** The sender will not change it any more; only the board makes a result final. */
  final: z.boolean().default(false),
  /** Staff code of who gave the score. */
  scoredBy: z.string().trim().min(1).optional(),
})
export type IncomingResult = z.output<typeof IncomingResult>

/** What was done with one incoming result. */
export type RecordedResult = Readonly<{
  student: string
  exam: string
  state: Exclude<ResultMessage['state'], 'refused'>
  score: string | null
  passed: boolean | null
}>

/** `source` says where results come from: a role, or a file's name; `giver` gave scores that name nobody else. */
export type Recording = Readonly<{
  ctx: Pick<Context<ResultStores>, 'ids' | 'hash'>
  entry: Entry
  source: string
  giver: PersonId | null
}>

/** The result that a row brought, and the one that it replaced; null where it changed nothing. */
export type ResultChange = Readonly<{added: ResultId; replaced: ResultId | null}>

/** Either what was done with a row, or why it cannot be taken; in the order of the rows. */
export type Outcome = Readonly<{recorded: RecordedResult; change: ResultChange | null}> | Readonly<{reason: Reason}>

/**
 * Takes in many results (at most a few hundred) in one transaction; the caller holds the students' locks. Every message about
 * an attempt is kept, also one that is refused. A score replaces an earlier one, which stays as history; what says the same
 * changes nothing; what differs from an established result, or from the attendance in a closed report, is held for the board
 * (design §4).
 *
 * A row that cannot be taken has the reason of {@link incomingAttempts}, `result.not-on-scale` or `result.attempt-void`.
 */
export async function recordResults(
  stores: ResultStores,
  recording: Recording,
  rows: readonly IncomingResult[],
): Promise<readonly Outcome[]> {
  const attemptOf = await incomingAttempts(stores, recording.entry, rows)
  const ledger = new Ledger()
  const outcomes = rows.map((row) => {
    const found = attemptOf(row)
    return 'code' in found ? {reason: found} : take(recording, ledger, row, found)
  })
  await stores.results.changeAll({id: ledger.replaced}, {endedAt: recording.entry.now})
  await stores.results.add(ledger.results)
  await stores.resultMessages.add(ledger.messages)
  note(recording, ledger)
  return outcomes
}

/** What a batch of messages comes to, so that it is written at once. */
class Ledger {
  readonly results: Result[] = []
  readonly messages: ResultMessage[] = []
  /** Whom the messages are about, in the same order. */
  readonly persons: PersonId[] = []
  /** Results in the store that are replaced. */
  readonly replaced: ResultId[] = []
  private readonly latest = new Map<AttemptId, Result>()

  /** What stands for an attempt after the messages before. */
  standing({attempt, current}: IncomingAttempt): Result | undefined {
    return this.latest.get(attempt.id) ?? current
  }

  /** Lets a result stand instead of what stood. */
  replace(before: Result | undefined, by: Result): void {
    const written = this.results.findIndex(({id}) => id === before?.id)
    if (before && written < 0) this.replaced.push(before.id)
    if (before && written >= 0) this.results[written] = {...before, endedAt: by.receivedAt}
    this.results.push(by)
    this.latest.set(by.attemptId, by)
  }

  /** Keeps a message as it came in. */
  keep(message: ResultMessage, about: PersonId): void {
    this.messages.push(message)
    this.persons.push(about)
  }
}

function take(recording: Recording, ledger: Ledger, row: IncomingResult, found: IncomingAttempt): Outcome {
  const {attempt} = found
  const graded = grade(found, row)
  if ('code' in graded) return {reason: graded}
  const {score} = graded
  const standing = ledger.standing(found)
  const state = stateOf({row, score, attempt, standing})
  const result = state === 'applied' ? resultOf(recording, found, graded) : standing
  if (state === 'applied' && result) ledger.replace(standing, result)
  ledger.keep(messageOf(recording, row, {attempt, score, state, result}), attempt.personId)
  if (state === 'refused') return {reason: voidReason(row)}
  const recorded = {student: row.student, exam: row.exam, state, score, passed: result?.passed ?? attempt.passed}
  const change = state === 'applied' && result ? {added: result.id, replaced: standing?.id ?? null} : null
  return {recorded, change}
}

type Graded = Pick<Result, 'score' | 'passed'>

/** The score on the exam's scale, and whether it passes; or why it cannot be read. */
function grade({exam: {resultScale, passMark}}: IncomingAttempt, {score: text}: IncomingResult): Graded | Reason {
  if (text === undefined) return {score: null, passed: null}
  try {
    const score = scoreOn(resultScale, text)
    return {score, passed: passes(resultScale, score, passMark)}
  } catch (error) {
    if (error instanceof ExamError) return {code: error.code, message: error.message, details: error.details}
    throw error
  }
}

type Said = Readonly<{row: IncomingResult; score: string | null; attempt: Attempt; standing: Result | undefined}>

function stateOf({row, score, attempt, standing}: Said): ResultMessage['state'] {
  if (attempt.void) return 'refused'
  const was = standing ? standing.score : attempt.score
  const settled = standing?.establishedAt !== undefined && standing.establishedAt !== null
  const takenOver = standing === undefined && (attempt.score !== null || attempt.passed !== null)
  if (contradicts(row, score, attempt)) return 'held'
  if (score === null) return standing || takenOver ? 'same' : 'applied'
  if (score === was) return 'same'
  return settled || takenOver ? 'held' : 'applied'
}

/** Whether a message says that somebody was there whom the closed report has absent, or the other way round. */
function contradicts({attendance}: IncomingResult, score: string | null, attempt: Attempt): boolean {
  const absent = isAbsent(attempt.attendance as Attendance)
  if (attendance === undefined || attendance === 'notKnown') return absent && score !== null
  return isAbsent(attendance) !== absent || (absent && score !== null)
}

function resultOf(
  {ctx, entry, source, giver}: Recording,
  {attempt: {id, personId}, exam, sessionId, scoredBy}: IncomingAttempt,
  {score, passed}: Graded,
): Result {
  return freshResult(
    {id, personId, examId: exam.id, sessionId},
    {
      id: ctx.ids.next<ResultId>(),
      step: score === null ? 'attendance' : 'score',
      score,
      passed,
      scoredBy: score === null ? null : (scoredBy ?? giver),
      receivedAt: entry.now,
      source,
    },
  )
}

type Judged = Readonly<{
  attempt: Attempt
  score: string | null
  state: ResultMessage['state']
  result: Result | undefined
}>

function messageOf(
  {ctx, entry, source}: Recording,
  {attendance, final}: IncomingResult,
  {attempt, score, state, result}: Judged,
): ResultMessage {
  return {
    id: ctx.ids.next<string>(),
    attemptId: attempt.id,
    resultId: result?.id ?? null,
    state,
    attendance: attendance ?? null,
    score,
    step: final ? 'final' : score === null ? 'attendance' : 'score',
    source,
    receivedAt: entry.now,
  }
}

/** One entry for what came in together; for the student where it was one message. */
function note({ctx, entry, source}: Recording, {messages, persons}: Ledger): void {
  const [first] = messages
  if (!first) return
  const states = Object.fromEntries(
    [...Map.groupBy(messages, ({state}) => state)].map(([state, of]) => [state, of.length]),
  )
  const digest = ctx.hash.sha256(
    messages.map(({attemptId, score, state}) => `${attemptId} ${score} ${state}`).join('\n'),
  )
  const [person] = persons
  const whom = messages.length === 1 && person !== undefined ? {for: person} : {}
  entry.note({
    about: ['attempt', first.attemptId],
    facts: {messages: messages.length, source, digest, ...states},
    ...whom,
  })
}

function voidReason({student, exam}: IncomingResult): Reason {
  const message = `The attempt of ${student} at ${exam} is void by the decision on a case, so it gets no result.`
  return {code: 'result.attempt-void', message, details: {student, exam}}
}
