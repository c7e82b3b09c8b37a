import type {ExamId} from '../../ids.ts'
import type {Session} from '../../planning/model.ts'
import type {Ids} from '../../ports.ts'
import type {Case, CaseCandidate} from '../model.ts'
import type {Candidate} from '../lists/roster.ts'
import type {DeliveryStores} from '../store.ts'

/** A case in which something is still to be decided. */
export const UNDECIDED: readonly Case['state'][] = ['open', 'triaged']

/** The candidates of a session that a case on an exam or on all of it is about. */
export function inScope(
  roster: readonly Candidate[],
  {scopeKind, examId}: Readonly<{scopeKind: Case['scopeKind']; examId: ExamId | null}>,
): readonly Candidate[] {
  if (scopeKind === 'candidates') return []
  return scopeKind === 'session' ? roster : roster.filter(({exam}) => exam.id === examId)
}

/** A student's part in a case, before he was heard. */
export function caseCandidate(ids: Ids, caseId: Case['id'], {enrolment}: Candidate): CaseCandidate {
  return {
    id: ids.next<string>(),
    caseId,
    enrolmentId: enrolment.id,
    personId: enrolment.personId,
    heardAt: null,
    decision: null,
    decidedBy: null,
    decidedAt: null,
  }
}

/** Adds to the undecided cases of a session whoever was enrolled after they were opened and belongs to their scope. */
export async function joinCases(
  stores: DeliveryStores,
  {ids, session, roster}: Readonly<{ids: Ids; session: Session; roster: readonly Candidate[]}>,
): Promise<void> {
  const cases = await stores.cases.all({sessionId: session.id, state: UNDECIDED})
  if (cases.length === 0) return
  const known = new Set(
    (await stores.caseCandidates.all({caseId: cases.map(({id}) => id)})).map(
      ({caseId, enrolmentId}) => `${caseId} ${enrolmentId}`,
    ),
  )
  const missing = cases.flatMap((each) =>
    inScope(roster, each)
      .filter(({enrolment}) => !known.has(`${each.id} ${enrolment.id}`))
      .map((candidate) => caseCandidate(ids, each.id, candidate)),
  )
  await stores.caseCandidates.add(missing)
}
