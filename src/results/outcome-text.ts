import type {Reason} from '../errors.ts'
import {listName} from '../institution/people/names.ts'
import type {Day, Instant} from '../time.ts'
import {type Matter, type ResultState, resultState} from './result-state.ts'

/** A result as scripts and people read it: codes, no ids. */
export type OutcomeText = Readonly<{
  student: string
  name: string
  exam: string
  examName: string
  session: string | null
  period: string | null
  attempt: number
  takenOn: Day
  attendance: string
  state: ResultState
  score: string | null
  passed: boolean | null
  receivedAt: Instant | null
  establishedAt: Instant | null
  publishedAt: Instant | null
  openedAt: Instant | null
  sentAt: Instant | null
}>

/** What became of one result when a deed was done on many: nothing, for reasons, or what was asked. */
export type Considered = OutcomeText & Readonly<{reasons: readonly Reason[]}>

/** What a list shows of an attempt. */
export function outcomeText(matter: Matter): OutcomeText {
  const {line} = matter
  const {student, exam, examName, session, period, number, takenOn, attendance, result} = line
  return {
    student,
    name: listName(line),
    exam,
    examName,
    session,
    period,
    attempt: number,
    takenOn,
    attendance,
    state: resultState(matter),
    score: result ? result.score : line.score,
    passed: result ? result.passed : line.passed,
    receivedAt: result?.receivedAt ?? null,
    establishedAt: result?.establishedAt ?? null,
    publishedAt: result?.publishedAt ?? null,
    openedAt: result?.openedAt ?? null,
    sentAt: result?.sentAt ?? null,
  }
}

/**
 * What a student may read of his own: a result exists for him once it is published (feature C3), and its score once he has
 * opened it.
 */
export function forTheStudent(text: OutcomeText): OutcomeText {
  const hidden = {receivedAt: null, establishedAt: null, sentAt: null}
  if (text.publishedAt === null) {
    const state = text.state === 'settled' ? 'settled' : 'awaited'
    return {...text, ...hidden, state, score: null, passed: null}
  }
  return text.openedAt === null ? {...text, ...hidden, score: null, passed: null} : {...text, ...hidden}
}
