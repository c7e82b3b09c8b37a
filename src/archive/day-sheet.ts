import type {SheetNames} from './sheet-names.ts'
import type {StudentRecords} from './student-records.ts'

/** What was seen of a student on the day, why he was absent, and the cases he was part of. */
export function daySheet(records: StudentRecords, names: SheetNames) {
  return {
    reports: records.reports.map((each) => reportLine(each, names)),
    facts: records.facts.map((each) => factLine(each, names)),
    absences: records.absences.map((each) => absenceLine(each, names)),
    cases: records.cases.map((each) => caseLine(each, records, names)),
  }
}

function reportLine(
  {enrolmentId, sessionId, personId: _, version, ...said}: StudentRecords['reports'][number],
  {code, examOf}: SheetNames,
) {
  return {session: code(sessionId), exam: examOf(enrolmentId), upToFact: version, ...said}
}

function factLine(
  {sessionId, enrolmentId, number, kind, receivedAt, byPersonId, addendum, detail}: StudentRecords['facts'][number],
  {code, examOf, inCodes}: SheetNames,
) {
  return {
    session: code(sessionId),
    exam: examOf(enrolmentId),
    number,
    kind,
    receivedAt,
    by: code(byPersonId),
    addendum,
    detail: inCodes(detail),
  }
}

function absenceLine(each: StudentRecords['absences'][number], {code, sessionOf}: SheetNames) {
  return {
    registration: code(each.registrationId),
    session: sessionOf(each.enrolmentId),
    reason: each.reason,
    proofSeen: each.proofSeen,
    reportedBy: code(each.reportedBy),
    reportedAt: each.reportedAt,
    verdict: each.verdict,
    judgedBy: code(each.judgedBy),
    judgedAt: each.judgedAt,
    attemptCounts: each.attemptCounts,
    resitLapses: each.resitLapses,
    endedAt: each.endedAt,
  }
}

function caseLine(
  each: StudentRecords['cases'][number],
  {candidacies, caseNotes}: StudentRecords,
  {code, examOf}: SheetNames,
) {
  return {
    case: each.code,
    kind: each.kind,
    severity: each.severity,
    state: each.state,
    session: code(each.sessionId),
    openedBy: code(each.openedBy),
    openedAt: each.openedAt,
    inspectorateToldAt: each.inspectorateToldAt,
    cvteAskedAt: each.cvteAskedAt,
    decidedAt: each.decidedAt,
    candidacies: candidacies
      .filter(({caseId}) => caseId === each.id)
      .map(({enrolmentId, heardAt, decision, decidedBy, decidedAt}) => ({
        exam: examOf(enrolmentId),
        heardAt,
        decision,
        decidedBy: code(decidedBy),
        decidedAt,
      })),
    notes: caseNotes
      .filter(({caseId}) => caseId === each.id)
      .map(({kind, content, at, byPersonId}) => ({kind, content, at, by: code(byPersonId)})),
  }
}
