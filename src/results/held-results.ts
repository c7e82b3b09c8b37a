import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {settleAbsences} from '../delivery/absences-at-close.ts'
import {renumber} from '../delivery/attempt-numbers.ts'
import {countsAtFirst, isAbsent} from '../delivery/report-attempts.ts'
import type {Attendance} from '../delivery/report-facts.ts'
import {refuse, refuseIfAny} from '../errors.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {parsed} from '../parsed.ts'
import type {Instant} from '../time.ts'
import {actingAs} from './acting-as.ts'
import type {ResultMessage} from './model.ts'
import {mattersOf, sortMatters} from './result-desk.ts'
import type {Matter} from './result-state.ts'
import {reopen} from './reopen-result.ts'
import {passes} from './scales.ts'
import type {HeldMessage, ResultStores} from './store.ts'

/** A message that waits for the board: what it says, and what stands. */
export type HeldText = Readonly<{
  student: string
  exam: string
  session: string | null
  score: string | null
  attendance: string | null
  /** What stands: the result's score and the report's attendance. */
  standing: Readonly<{score: string | null; attendance: string}>
  source: string
  receivedAt: Instant
}>

/** Messages that wait for the board, the oldest first. @throws ExamError `student.not-found`, `exam.not-found` */
export async function listHeldResults(
  ctx: Context<ResultStores>,
  {
    student,
    exam,
    limit = 100,
  }: Readonly<{student?: string | undefined; exam?: string | undefined; limit?: number}> = {},
): Promise<readonly HeldText[]> {
  return ctx.read('result.read', async (stores, {role}) => {
    if (role === 'student') return []
    const held = await stores.outcomes.held({
      ...(student === undefined ? {} : {person: (await stores.students.get(student)).id}),
      ...(exam === undefined ? {} : {exam: (await stores.exams.get(exam)).id}),
      limit,
    })
    return held.map(heldText)
  })
}

function heldText({
  student,
  exam,
  session,
  score,
  attendance,
  current,
  attended,
  source,
  receivedAt,
}: HeldMessage): HeldText {
  return {
    student,
    exam,
    session,
    score,
    attendance,
    standing: {score: current, attendance: attended},
    source,
    receivedAt,
  }
}

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
    const exam = await stores.exams.get(wanted.exam)
    const held = await stores.outcomes.held({person: personId, exam: exam.id, limit: 1000})
    const latest = held.at(-1)
    if (!latest) throw nothingHeld(wanted)
    const [matter] = await mattersOf(stores, {attempts: [latest.attemptId]})
    if (!matter) throw nothingHeld(wanted)
    const {refused} = await sortMatters(stores, entry, {
      deed: 'result.reopen',
      matters: [matter],
      reasonsOf: () => (wanted.decision === 'accept' ? acceptReasons(matter, latest) : []),
    })
    refuseIfAny(
      'result',
      refused.flatMap(({reasons}) => reasons),
    )
    const own = held.filter(({attemptId}) => attemptId === latest.attemptId)
    await stores.resultMessages.changeAll({id: own.map(({id}) => id)}, {state: 'refused'})
    const reopened = matter.line.result?.establishedAt !== null && matter.line.result !== null
    if (wanted.decision === 'accept') await accept(ctx, stores, entry, {matter, message: latest, reason: wanted.reason})
    const {student, exam: code} = matter.line
    const facts = {student, exam: code, decision: wanted.decision, overtaken: own.length - 1}
    entry.note({about: ['attempt', matter.line.id], for: personId, facts, text: wanted.reason})
    const {decision} = wanted
    return {...facts, decision, score: latest.score, reopened: decision === 'accept' && reopened}
  })
}

function nothingHeld({student, exam}: Readonly<{student: string; exam: string}>): Error {
  const message = `No message about ${student} at ${exam} waits for the exam board; see: ontrac result held`
  return refuse('result', [{code: 'result.nothing-held', message, details: {student, exam}}])
}

function acceptReasons({line, cases}: Matter, message: ResultMessage) {
  const {student, exam} = line
  const judged =
    attendanceAfter(line, message) !== line.attendance && line.absence !== null && line.absence !== 'unjudged'
  return [
    ...(judged
      ? [
          {
            code: 'result.absence-judged',
            message: `The absence of ${student} at ${exam} is judged already; reject the message, or have the judgement put right first.`,
          },
        ]
      : []),
    ...(cases.length > 0
      ? [{code: 'result.case-open', message: `Case ${cases.join(', ')} on ${student} at ${exam} is decided first.`}]
      : []),
  ]
}

/** Who got a score was there. */
function attendanceAfter({attendance}: Matter['line'], message: ResultMessage): Attendance {
  const was = attendance as Attendance
  const said = message.attendance as Attendance | null
  if (message.score !== null && isAbsent(was)) return said && !isAbsent(said) ? said : 'present'
  return said && said !== 'notKnown' && isAbsent(said) !== isAbsent(was) ? said : was
}

type Accepting = Readonly<{matter: Matter; message: HeldMessage; reason: string}>

async function accept(
  ctx: Context<ResultStores>,
  stores: ResultStores,
  entry: Entry,
  {matter, message, reason}: Accepting,
): Promise<void> {
  const {line} = matter
  await putAttendanceRight(ctx, stores, entry, matter, message)
  const exam = await stores.exams.get(line.examId)
  const score = message.score ?? (isAbsent(attendanceAfter(line, message)) ? null : (line.result?.score ?? null))
  const outcome = {
    step: score === null ? ('attendance' as const) : ('score' as const),
    score,
    passed: score === null ? null : passes(exam.resultScale, score, exam.passMark),
    source: message.source,
    scoredBy: null,
  }
  if (line.result?.establishedAt) await reopen(ctx, stores, entry, {matter, reason, instead: outcome})
  else await stand(ctx, stores, entry, {matter, outcome})
  await stores.resultMessages.changeAll({id: message.id}, {state: 'applied'})
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

type Outcome = Pick<NonNullable<Matter['line']['result']>, 'step' | 'score' | 'passed' | 'source' | 'scoredBy'>

async function stand(
  {ids}: Context<ResultStores>,
  stores: ResultStores,
  entry: Entry,
  {matter: {line}, outcome}: Readonly<{matter: Matter; outcome: Outcome}>,
): Promise<void> {
  if (line.result) await stores.results.change(line.result.id, {endedAt: entry.now})
  const {id: attemptId, personId, examId, sessionId} = line
  await stores.results.add([
    {
      id: ids.next(),
      attemptId,
      partId: null,
      personId,
      examId,
      sessionId,
      receivedAt: entry.now,
      establishedAt: null,
      establishedBy: null,
      mandateId: null,
      publishedAt: null,
      openedAt: null,
      sentAt: null,
      endedAt: null,
      version: 1,
      ...outcome,
    },
  ])
}
