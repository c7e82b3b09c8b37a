import type {Json} from '../json.ts'
import {outcomeText} from '../results/outcome-text.ts'
import type {SheetNames} from './sheet-names.ts'
import type {StudentRecords} from './student-records.ts'
import {toldEntry} from './told-entry.ts'

/** What came of it: attempts with their results and everything that came in, resits, letters and the audit trail. */
export function outcomeSheet(records: StudentRecords, names: SheetNames) {
  return {
    attempts: records.matters.map((each) => attemptLine(each, records, names)),
    resits: records.resits.map((each) => resitLine(each, names)),
    letters: records.letters.map(({body, state, queuedAt, sentAt, lastError}) => ({
      letter: letterName(body),
      state,
      queuedAt,
      sentAt,
      lastError,
    })),
    audit: records.audit.map((each) => toldEntry(each)),
  }
}

function attemptLine(
  matter: StudentRecords['matters'][number],
  {results, messages}: StudentRecords,
  names: SheetNames,
) {
  const {line} = matter
  const {exam, examName, session, period, attempt, takenOn, attendance, state, ...stands} = outcomeText(matter)
  const {score, passed, receivedAt, establishedAt, publishedAt, openedAt, sentAt} = stands
  return {
    exam,
    examName,
    session,
    period,
    registration: names.code(line.registrationId),
    attempt,
    takenOn,
    attendance,
    state,
    score,
    passed,
    counts: line.counts,
    void: line.void,
    underInvestigation: matter.cases.length > 0,
    source: line.source,
    receivedAt,
    establishedAt,
    publishedAt,
    openedAt,
    sentAt,
    results: results.filter(({attemptId}) => attemptId === line.id).map((each) => resultLine(each, names)),
    messages: messages.filter(({attemptId}) => attemptId === line.id).map(messageLine),
  }
}

function resultLine(each: StudentRecords['results'][number], {code}: SheetNames) {
  return {
    step: each.step,
    score: each.score,
    passed: each.passed,
    scoredBy: code(each.scoredBy),
    source: each.source,
    receivedAt: each.receivedAt,
    establishedAt: each.establishedAt,
    establishedBy: code(each.establishedBy),
    mandate: code(each.mandateId),
    publishedAt: each.publishedAt,
    openedAt: each.openedAt,
    sentAt: each.sentAt,
    endedAt: each.endedAt,
  }
}

function messageLine({state, attendance, score, step, source, receivedAt}: StudentRecords['messages'][number]) {
  return {state, attendance, score, step, source, receivedAt}
}

function resitLine(each: StudentRecords['resits'][number], {code}: SheetNames) {
  return {
    resit: each.code,
    exam: code(each.examId),
    state: each.state,
    requestedBy: code(each.requestedBy),
    requestedAt: each.requestedAt,
    reason: each.reason,
    decidedBy: code(each.decidedBy),
    decidedAt: each.decidedAt,
    byRule: each.byRule,
    registration: code(each.registrationId),
  }
}

/** Which letter it was; what it said is written from the same data whenever it is sent. */
function letterName(body: Json): string {
  const {letter} = body as Readonly<{letter?: string}>
  return letter ?? ''
}
