import type {Access, Context} from '../context.ts'
import type {Reason} from '../errors.ts'
import {attemptsLeft} from '../registration/attempt-reasons.ts'
import type {Instant} from '../time.ts'
import {countingResult} from './counting-result.ts'
import {shown} from './list-results.ts'
import type {Result, ResultMessage} from './model.ts'
import {type OutcomeText, outcomeText} from './outcome-text.ts'
import {mattersOf} from './result-desk.ts'
import {blocks, isSettled, type Matter} from './result-state.ts'
import type {OutcomeLine, ResultStores} from './store.ts'

/** A result that stood for an attempt before it was replaced. */
export type EarlierResult = Pick<
  Result,
  | 'step'
  | 'score'
  | 'passed'
  | 'source'
  | 'receivedAt'
  | 'establishedAt'
  | 'publishedAt'
  | 'openedAt'
  | 'sentAt'
  | 'endedAt'
>
/** What came in for an attempt, in order. */
export type CameIn = Pick<ResultMessage, 'state' | 'attendance' | 'score' | 'step' | 'source' | 'receivedAt'>

export type ShownAttempt = OutcomeText &
  Readonly<{
    /** Whether it is the student's result for the exam, by the exam's rules. */
    isTheResult: boolean
    countsAsAttempt: boolean
    void: boolean
    /** What must be done before it can be established. */
    waitsFor: readonly Reason[]
    by: Readonly<{establishedBy: string | null; mandate: string | null; scoredBy: string | null}>
    history: readonly EarlierResult[]
    messages: readonly CameIn[]
  }>

export type ShownResult = Readonly<{
  student: string
  exam: string
  /** How often it may still be taken; null is without limit. */
  attemptsLeft: number | null
  attempts: readonly ShownAttempt[]
}>

/**
 * Everything about a student's results for one exam: each attempt with what came in, what stood before and what it waits for.
 * A student sees neither history nor messages, and his scores once he has opened them.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`
 */
export async function showResult(
  ctx: Context<ResultStores>,
  {student: number, exam: code}: Readonly<{student: string; exam: string}>,
): Promise<ShownResult> {
  return ctx.read('result.read', async (stores, access) => {
    const student = await stores.students.get(number)
    const exam = await stores.exams.get(code)
    const matters = await mattersOf(stores, {persons: [student.id], exam: exam.id})
    const inside = access.role !== 'student'
    const waitsFor = (matter: Matter): readonly Reason[] =>
      inside && !matter.line.result?.establishedAt && !isSettled(matter.line) ? toldTo(access, blocks(matter)) : []
    const lines = matters.map(({line}) => line)
    const counting = countingResult(inside ? lines : lines.filter(({result}) => result?.openedAt), exam)
    const behind = inside ? await behindThe(stores, lines) : () => NOTHING_BEHIND
    return {
      student: student.studentNumber ?? '',
      exam: exam.code,
      attemptsLeft: attemptsLeft(lines, exam.rules),
      attempts: matters.map((matter) => ({
        ...shown(outcomeText(matter), access),
        isTheResult: counting?.id === matter.line.id,
        countsAsAttempt: matter.line.counts,
        void: matter.line.void,
        waitsFor: waitsFor(matter),
        ...behind(matter.line.id, matter.line.result),
      })),
    }
  })
}

/** A teacher or assessor learns that a result is under investigation, not in which case (design §4). */
function toldTo({role}: Access, reasons: readonly Reason[]): readonly Reason[] {
  if (role !== 'teacher' && role !== 'assessor') return reasons
  return reasons.map((reason) => (reason.code === 'result.case-open' ? UNDER_INVESTIGATION : reason))
}

const UNDER_INVESTIGATION: Reason = {code: 'result.under-investigation', message: 'It is under investigation.'}

type Behind = Pick<ShownAttempt, 'by' | 'history' | 'messages'>
const NOTHING_BEHIND: Behind = {
  by: {establishedBy: null, mandate: null, scoredBy: null},
  history: [],
  messages: [],
}

async function behindThe(stores: ResultStores, lines: readonly OutcomeLine[]) {
  const attemptId = lines.map(({id}) => id)
  const personId = [...new Set(lines.map((line) => line.personId))]
  const all = await stores.results.history({personId, attemptId, partId: null}, {orderBy: 'receivedAt'})
  const messages = await stores.resultMessages.all({attemptId}, {orderBy: 'receivedAt'})
  const people = [...new Set(all.flatMap(({establishedBy, scoredBy}) => [establishedBy ?? [], scoredBy ?? []].flat()))]
  const codes = new Map((await stores.persons.history({id: people})).map(({id, staffCode}) => [id, staffCode]))
  const mandates = new Map(
    (await stores.mandates.history({id: all.flatMap(({mandateId}) => mandateId ?? [])})).map(({id, code}) => [
      id,
      code,
    ]),
  )
  return (attempt: string, current: Result | null): Behind => ({
    by: {
      establishedBy: current?.establishedBy ? (codes.get(current.establishedBy) ?? null) : null,
      mandate: current?.mandateId ? (mandates.get(current.mandateId) ?? null) : null,
      scoredBy: current?.scoredBy ? (codes.get(current.scoredBy) ?? null) : null,
    },
    history: all.filter((each) => each.attemptId === attempt && each.endedAt !== null).map(earlier),
    messages: messages.filter((each) => each.attemptId === attempt).map(cameIn),
  })
}

function earlier(result: Result): EarlierResult {
  const {step, score, passed, source, receivedAt, establishedAt, publishedAt, openedAt, sentAt, endedAt} = result
  return {step, score, passed, source, receivedAt, establishedAt, publishedAt, openedAt, sentAt, endedAt}
}

function cameIn({
  state,
  attendance,
  score,
  step,
  source,
  receivedAt,
}: ResultMessage): Readonly<CameIn & {receivedAt: Instant}> {
  return {state, attendance, score, step, source, receivedAt}
}
