import {listName} from '../institution/people/names.ts'
import type {Instant} from '../time.ts'
import type {ResitRequest} from './model.ts'
import type {ResitLine, ResultStores} from './store.ts'

/** A request for a resit as scripts and people read it. */
export type ResitText = Readonly<{
  resit: string
  student: string
  name: string
  exam: string
  examName: string
  state: ResitRequest['state']
  /** Staff code or student number of who asked. */
  requestedBy: string | null
  requestedAt: Instant
  reason: string
  decidedAt: Instant | null
  byRule: boolean
  /** What it became. */
  registration: string | null
  period: string | null
}>

/** What a list shows of a request. */
export function resitText(line: ResitLine): ResitText {
  const {
    code,
    student,
    exam,
    examName,
    state,
    requester,
    requestedAt,
    reason,
    decidedAt,
    byRule,
    registration,
    period,
  } = line
  const name = listName(line)
  return {
    resit: code,
    student,
    name,
    exam,
    examName,
    state,
    requestedBy: requester,
    requestedAt,
    reason,
    decidedAt,
    byRule,
    registration,
    period,
  }
}

/** Requests that a deed made or changed, as lists show them. */
export async function resitTexts({outcomes}: ResultStores, ids: readonly string[]): Promise<readonly ResitText[]> {
  return (await outcomes.resits({ids})).map(resitText)
}
