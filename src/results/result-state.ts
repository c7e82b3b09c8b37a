import {isAbsent} from '../delivery/reports/report-attempts.ts'
import type {Attendance} from '../delivery/reports/report-facts.ts'
import type {Reason} from '../errors.ts'
import type {OutcomeLine} from './store.ts'

/**
 * How far an attempt's result is:
 * awaited (nothing came) · received (attendance came, the score did not) · blocked (something else stands in the way) · ready (can be
 * established) · established · published · settled (there will be none: void, absent with a valid reason, or broken off).
 */
export const RESULT_STATES = ['awaited', 'received', 'blocked', 'ready', 'established', 'published', 'settled'] as const
export type ResultState = (typeof RESULT_STATES)[number]

/** An attempt with the codes of the undecided cases that block it. */
export type Matter = Readonly<{line: OutcomeLine; cases: readonly string[]}>

/** Pure: the same attempt is always in the same state, whoever looks. */
export function resultState(matter: Matter): ResultState {
  const {line} = matter
  if (line.result?.establishedAt) return line.result.publishedAt ? 'published' : 'established'
  if (isSettled(line)) return 'settled'
  const reasons = blocks(matter)
  if (reasons.length === 0) return 'ready'
  if (reasons.some(({code}) => code !== 'result.no-score')) return 'blocked'
  return line.result ? 'received' : 'awaited'
}

/**
 * Everything that keeps a result from being established, whoever would (feature C2): `result.no-score`,
 * `result.absence-not-judged`, `result.report-not-signed`, `result.case-open`, `result.message-held`. One of them for each
 * thing to do first, with what to do.
 */
export function blocks({line, cases}: Matter): readonly Reason[] {
  const {student, exam, session, sessionId, reportState, absence, held} = line
  const about = {student, exam}
  const absent = isAbsent(line.attendance as Attendance)
  const because = (is: boolean, code: string, message: string, details = {}): Reason[] =>
    is ? [{code, message, details: {...about, ...details}}] : []
  return [
    ...because(!absent && !hasScore(line), 'result.no-score', `No score of ${student} for ${exam} came in yet.`),
    ...because(
      absent && (absence === null || absence === 'unjudged'),
      'result.absence-not-judged',
      `The absence of ${student} at ${exam} is not judged yet; do that first with: ontrac absence judge ${student} ${exam}`,
    ),
    ...because(
      sessionId !== null && reportState !== 'signed',
      'result.report-not-signed',
      `The report of session ${session} is not closed yet; do that first with: ontrac report close ${session}`,
    ),
    ...because(
      cases.length > 0,
      'result.case-open',
      `Case ${cases.join(', ')} on ${student} at ${exam} is not decided yet; see: ontrac case show ${cases[0]}`,
      {cases},
    ),
    ...because(
      held > 0,
      'result.message-held',
      `A message on ${student} at ${exam} waits for the exam board; see: ontrac result held`,
    ),
  ]
}

/** Whether there is something to establish a result from: a score, or an outcome taken over without one. */
function hasScore({result}: Pick<OutcomeLine, 'result'>): boolean {
  return result !== null && (result.score !== null || result.passed !== null)
}

/**
 * Whether no result will come of an attempt: it is void, its absence was valid, its session was broken off before the student was
 * done, or its outcome was taken over from elsewhere.
 */
export function isSettled(line: OutcomeLine): boolean {
  if (line.void || line.absence === 'valid') return true
  if (line.enrolmentId === null && line.result === null) return true
  return line.sessionState === 'aborted' && !line.counts && !hasScore(line)
}
