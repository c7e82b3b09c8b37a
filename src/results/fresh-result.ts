import type {Result} from './model.ts'
import type {OutcomeLine} from './store.ts'

type Given = Pick<Result, 'id' | 'step' | 'score' | 'passed' | 'source' | 'receivedAt'> &
  Partial<Pick<Result, 'scoredBy'>>
/** Whose result at what it is. */
type Subject = Readonly<{id: Result['attemptId']}> & Pick<OutcomeLine, 'personId' | 'examId' | 'sessionId'>

/** A result of a whole exam as it comes in: not established, not published, not sent. */
export function freshResult({id: attemptId, personId, examId, sessionId}: Subject, given: Given): Result {
  return {
    scoredBy: null,
    ...given,
    attemptId,
    partId: null,
    personId,
    examId,
    sessionId,
    establishedAt: null,
    establishedBy: null,
    mandateId: null,
    publishedAt: null,
    openedAt: null,
    sentAt: null,
    endedAt: null,
    version: 1,
  }
}
