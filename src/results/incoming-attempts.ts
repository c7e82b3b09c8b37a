import type {Entry} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {PersonId, SessionId} from '../ids.ts'
import type {Exam} from '../institution/model.ts'
import type {Attempt} from '../registration/model.ts'
import type {Result} from './model.ts'
import type {IncomingResult} from './record-results.ts'
import type {ResultStores} from './store.ts'

/** The attempt that an incoming result is about, with what stands for it now, and who gave the score when a row names him. */
export type IncomingAttempt = Readonly<{
  attempt: Attempt
  exam: Exam
  sessionId: SessionId | null
  current: Result | undefined
  scoredBy: PersonId | undefined
}>

/**
 * Finds the attempts of many incoming results in a dozen queries: the latest of the student at the exam, in the session where
 * one is named. Instead of an attempt, the reason why there is none to take the result:
 *
 * `student.not-found`, `exam.not-found`, `session.not-found`, `staff.not-found`, `result.session-not-reported` (attempts come
 * with the closing of the report), `result.no-attempt`, `result.not-your-session` (an assessor records those of his sessions).
 */
export async function incomingAttempts(
  stores: ResultStores,
  entry: Entry,
  rows: readonly IncomingResult[],
): Promise<(row: IncomingResult) => IncomingAttempt | Reason> {
  const students = await byCode(
    stores.students,
    'studentNumber',
    rows.map(({student}) => student),
  )
  const exams = await byCode(
    stores.exams,
    'code',
    rows.map(({exam}) => exam),
  )
  const sessions = await byCode(
    stores.sessions,
    'code',
    rows.flatMap(({session}) => session ?? []),
  )
  const staff = await byCode(
    stores.staff,
    'staffCode',
    rows.flatMap(({scoredBy}) => scoredBy ?? []),
  )
  const taken = await takingsOf(stores, {
    personId: [...students.values()].map(({id}) => id),
    examId: [...exams.values()].map(({id}) => id),
  })
  const mine = await ownSessions(stores, entry)

  return (row) => {
    const [student, exam] = [students.get(row.student), exams.get(row.exam)]
    if (!student) return unknown('student', row.student)
    if (!exam) return unknown('exam', row.exam)
    const session = row.session === undefined ? undefined : sessions.get(row.session)
    if (row.session !== undefined && !session) return unknown('session', row.session)
    if (row.scoredBy !== undefined && !staff.has(row.scoredBy)) return unknown('staff', row.scoredBy)
    const {made, waiting} = taken(student.id, exam.id, session?.id)
    if (waiting) return notReported(row)
    const found = made.at(-1)
    if (!found) return noAttempt(row)
    if (mine && (found.sessionId === null || !mine.has(found.sessionId))) return notYours(row)
    return {...found, exam, scoredBy: row.scoredBy === undefined ? undefined : staff.get(row.scoredBy)?.id}
  }
}

type Taking = Readonly<{attempt: Attempt; sessionId: SessionId | null; current: Result | undefined}>
type Takings = Readonly<{made: readonly Taking[]; waiting: boolean}>

async function takingsOf(
  stores: ResultStores,
  about: Readonly<{personId: readonly PersonId[]; examId: readonly Exam['id'][]}>,
) {
  const attempts = await stores.attempts.all(about)
  const results = await stores.results.all({...about, partId: null})
  const current = new Map(results.map((result) => [result.attemptId, result]))
  const registrations = await stores.registrations.history(about)
  const examOf = new Map(registrations.map(({id, examId}) => [id, examId]))
  const enrolments = await stores.enrolments.history({
    personId: about.personId,
    registrationId: registrations.map(({id}) => id),
  })
  const sessionOf = new Map(enrolments.map(({id, sessionId}) => [id, sessionId]))
  const ofAttempts = Map.groupBy(attempts, keyOf)
  const reported = new Set(attempts.map(({enrolmentId}) => enrolmentId))
  const unreported = Map.groupBy(
    enrolments.filter(({id, endedAt}) => endedAt === null && !reported.has(id)),
    ({personId, registrationId}) => keyOf({personId, examId: examOf.get(registrationId) ?? ''}),
  )
  return (personId: PersonId, examId: string, session: SessionId | undefined): Takings => {
    const key = keyOf({personId, examId})
    const made = (ofAttempts.get(key) ?? [])
      .map((attempt) => ({
        attempt,
        sessionId: attempt.enrolmentId === null ? null : (sessionOf.get(attempt.enrolmentId) ?? null),
        current: current.get(attempt.id),
      }))
      .filter(({sessionId}) => session === undefined || sessionId === session)
      .toSorted(byTime)
    const waiting = (unreported.get(key) ?? []).some(({sessionId}) => session === undefined || sessionId === session)
    return {made, waiting}
  }
}

function keyOf({personId, examId}: Readonly<{personId: string; examId: string}>): string {
  return `${personId} ${examId}`
}

/** Those taken over from elsewhere come before those of the school's own sessions. */
function byTime(a: Taking, b: Taking): number {
  const own = Number(a.sessionId !== null) - Number(b.sessionId !== null)
  return own || compare(a.attempt.takenOn, b.attempt.takenOn) || compare(a.attempt.id, b.attempt.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** An assessor's own sessions; undefined for whoever is not limited to his. */
async function ownSessions({duties}: ResultStores, {role, person}: Entry): Promise<ReadonlySet<SessionId> | undefined> {
  if (role !== 'assessor') return undefined
  return new Set(person === null ? [] : (await duties.all({personId: person})).map(({sessionId}) => sessionId))
}

async function byCode<T extends {readonly id: string}>(
  table: Readonly<{all: (where: never) => Promise<readonly T[]>}>,
  column: keyof T & string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, T>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  return new Map((await table.all({[column]: wanted} as never)).map((thing) => [String(thing[column]), thing]))
}

function unknown(noun: string, code: string): Reason {
  return {
    code: `${noun}.not-found`,
    message: `There is no ${noun} "${code}", or not within your reach.`,
    details: {code},
  }
}

function notReported({student, exam, session}: IncomingResult): Reason {
  const message = `${student} takes ${exam}${session === undefined ? '' : ` in ${session}`}, but the report of the session is not closed yet; close it first: ontrac report close ${session ?? 'SESSION'}`
  return {code: 'result.session-not-reported', message, details: {student, exam}}
}

function noAttempt({student, exam, session}: IncomingResult): Reason {
  const message = `${student} has not taken ${exam}${session === undefined ? '' : ` in ${session}`}; see: ontrac enrolment list --student ${student}`
  return {code: 'result.no-attempt', message, details: {student, exam}}
}

function notYours({student, exam}: IncomingResult): Reason {
  const message = `${student} took ${exam} in a session in which you are not on duty; its assessor or the exam office records it.`
  return {code: 'result.not-your-session', message, details: {student, exam}}
}
