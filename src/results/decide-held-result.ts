import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {settleAbsences} from '../delivery/reports/absences-at-close.ts'
import {renumber} from '../delivery/reports/attempt-numbers.ts'
import {countsAtFirst, isAbsent} from '../delivery/reports/report-attempts.ts'
import type {Attendance} from '../delivery/reports/report-facts.ts'
import {type Reason, refuse, refuseIfAny} from '../errors.ts'
import type {PersonId, ResultId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {parsed} from '../parsed.ts'
import {actingAs} from './acting-as.ts'
import {freshResult} from './fresh-result.ts'
import type {Result, ResultMessage} from './model.ts'
import {reopen} from './reopen-result.ts'
import {mattersOf, sortMatters} from './result-desk.ts'
import type {Matter} from './result-state.ts'
import {passes} from './scales.ts'
import type {HeldMessage, ResultStores} from './store.ts'

export const DecideHeldResult = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  decision: z.enum(['accept', 'reject']),
  reason: z.string().trim().min(1),
})

export type DecidedHeldResult = Readonly<{
  student: string
  exam: string
  decision: 'accept' | 'reject'
  score: string | null
  /** Earlier messages on the same attempt, which the decision overtakes. */
  overtaken: number
  /** An established result was reopened, to be established again. */
  reopened: boolean
}>

/**
 * Decides on the latest held message about a student's exam, by the board. Accepted, what it says stands: an established
 * result is reopened for it, and the attendance of the report is put right. Rejected, nothing changes. Earlier ones go with it.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`; `result.refused` with `result.nothing-held`, `result.no-authority`,
 *   `result.absence-judged` (what was judged stays), `result.case-open`
 */
export async function decideHeldResult(
  ctx: Context<ResultStores>,
  input: z.input<typeof DecideHeldResult>,
): Promise<DecidedHeldResult> {
  const wanted = parsed(DecideHeldResult, input)
  const personId = await ctx.read('result.read', async (stores, access) => {
    actingAs(ctx.actor, access, 'result.reopen')
    return (await stores.students.get(wanted.student)).id
  })
  return ctx.write('result.reopen', {lock: {person: [personId]}}, async (stores, entry) => {
    const held = await heldMatter(stores, personId, wanted)
    await requireRight(stores, entry, wanted, held)
    const own = held.messages.map(({id}) => id)
    await stores.resultMessages.changeAll({id: own}, {state: 'refused'})
    if (wanted.decision === 'accept') await accept(ctx, stores, entry, {...held, reason: wanted.reason})
    const {id, student, exam, result} = held.matter.line
    const facts = {student, exam, decision: wanted.decision, overtaken: own.length - 1}
    entry.note({about: ['attempt', id], for: personId, facts, text: wanted.reason})
    const reopened = wanted.decision === 'accept' && result !== null && result.establishedAt !== null
    return {...facts, score: held.message.score, reopened}
  })
}

type Wanted = z.output<typeof DecideHeldResult>
/** The latest held message, and all those on the same attempt. */
type Held = Readonly<{matter: Matter; message: HeldMessage; messages: readonly HeldMessage[]}>

async function heldMatter(stores: ResultStores, person: PersonId, wanted: Wanted): Promise<Held> {
  const {id: exam} = await stores.exams.get(wanted.exam)
  const held = await stores.outcomes.held({person, exam, limit: 1000})
  const message = held.at(-1)
  const [matter] = message ? await mattersOf(stores, {attempts: [message.attemptId]}) : []
  if (!message || !matter) throw nothingHeld(wanted)
  return {matter, message, messages: held.filter(({attemptId}) => attemptId === message.attemptId)}
}

async function requireRight(
  stores: ResultStores,
  entry: Entry,
  {decision}: Wanted,
  {matter, message}: Held,
): Promise<void> {
  const reasonsOf = () => (decision === 'accept' ? acceptReasons(matter, message) : [])
  const {refused} = await sortMatters(stores, entry, {deed: 'result.reopen', matters: [matter], reasonsOf})
  refuseIfAny(
    'result',
    refused.flatMap(({reasons}) => reasons),
  )
}

function nothingHeld({student, exam}: Readonly<{student: string; exam: string}>): Error {
  const message = `No message about ${student} at ${exam} waits for the exam board; see: ontrac result held`
  return refuse('result', [{code: 'result.nothing-held', message, details: {student, exam}}])
}

function acceptReasons({line, cases}: Matter, message: ResultMessage): readonly Reason[] {
  const {student, exam, absence} = line
  const because = (is: boolean, code: string, text: string): Reason[] =>
    is ? [{code, message: text, details: {student, exam}}] : []
  const judged = absence === 'valid' || absence === 'invalid'
  return [
    ...because(
      judged && attendanceAfter(line, message) !== line.attendance,
      'result.absence-judged',
      `The absence of ${student} at ${exam} is judged already; reject the message, or have the judgement put right first.`,
    ),
    ...because(
      cases.length > 0,
      'result.case-open',
      `Case ${cases.join(', ')} on ${student} at ${exam} is decided first; see: ontrac case show ${cases[0]}`,
    ),
  ]
}

/** Who got a score was there. */
function attendanceAfter({attendance}: Matter['line'], message: ResultMessage): Attendance {
  const was = attendance as Attendance
  const said = message.attendance as Attendance | null
  if (message.score !== null && isAbsent(was)) return said && !isAbsent(said) ? said : 'present'
  return said && said !== 'notKnown' && isAbsent(said) !== isAbsent(was) ? said : was
}

type Accepting = Pick<Held, 'matter' | 'message'> & Readonly<{reason: string}>

async function accept(
  ctx: Context<ResultStores>,
  stores: ResultStores,
  entry: Entry,
  {matter, message, reason}: Accepting,
): Promise<void> {
  const {line} = matter
  await putAttendanceRight(ctx, stores, entry, matter, message)
  const outcome = await outcomeOf(stores, matter, message)
  if (line.result?.establishedAt) await reopen(ctx, stores, entry, {matter, reason, instead: outcome})
  else {
    if (line.result) await stores.results.change(line.result.id, {endedAt: entry.now})
    await stores.results.add([freshResult(line, {id: ctx.ids.next<ResultId>(), receivedAt: entry.now, ...outcome})])
  }
  await stores.resultMessages.changeAll({id: message.id}, {state: 'applied'})
}

type Outcome = Pick<Result, 'step' | 'score' | 'passed' | 'source'>

async function outcomeOf(stores: ResultStores, {line}: Matter, message: HeldMessage): Promise<Outcome> {
  const {resultScale, passMark} = await stores.exams.get(line.examId)
  const absent = isAbsent(attendanceAfter(line, message))
  const score = message.score ?? (absent ? null : (line.result?.score ?? null))
  const {source} = message
  if (score === null) return {step: 'attendance', score, passed: null, source}
  return {step: 'score', score, passed: passes(resultScale, score, passMark), source}
}

async function putAttendanceRight(
  ctx: Context<ResultStores>,
  stores: ResultStores,
  entry: Entry,
  {line}: Matter,
  message: ResultMessage,
): Promise<void> {
  const attendance = attendanceAfter(line, message)
  if (attendance === line.attendance) return
  const {policy} = await theInstitution(stores)
  const aborted = line.sessionState === 'aborted'
  const counts = countsAtFirst(attendance, {policy, aborted})
  await stores.attempts.change(line.id, {attendance, counts})
  await renumber(stores, [line])
  await settleAbsences(stores, {ctx, entry, attempts: [{...line, attendance, counts}], aborted})
}
