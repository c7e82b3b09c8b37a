import type {Case, CaseCandidate, CaseNote} from '../delivery/model.ts'
import type {Session} from '../planning/model.ts'
import type {CodeBook} from './code-book.ts'
import type {ArchiveStores} from './store.ts'

/** The report of a session with every fact and signature; null when there is none. */
export async function sessionReport(stores: ArchiveStores, session: Session, {code, inCodes}: CodeBook) {
  const report = await stores.delivery.report(session.id)
  if (!report) return null
  const signatures = await stores.signatures.all({sessionId: session.id}, {orderBy: 'signedAt'})
  const facts = await stores.delivery.facts(session.id)
  return {
    state: report.state,
    openedAt: report.openedAt,
    signedAt: report.signedAt,
    digest: report.digest,
    signatures: signatures.map(({signerName, signerRole, signedAt, digest}) => ({
      name: signerName,
      role: signerRole,
      signedAt,
      digest,
    })),
    facts: facts.map((fact) => ({
      number: fact.number,
      kind: fact.kind,
      student: code(fact.personId),
      enrolment: code(fact.enrolmentId),
      detail: inCodes(fact.detail),
      deviceAt: fact.deviceAt,
      receivedAt: fact.receivedAt,
      by: code(fact.byPersonId),
      addendum: fact.addendum,
    })),
  }
}

/** The cases of a session, with what was decided on whom and everything that was written in them. */
export async function sessionCases(stores: ArchiveStores, session: Session, book: CodeBook) {
  const cases = await stores.cases.all({sessionId: session.id})
  const caseId = cases.map(({id}) => id)
  const candidates = await stores.caseCandidates.all({caseId})
  const notes = await stores.caseNotes.all({caseId}, {orderBy: 'at'})
  return cases.map((each) => caseSheet(each, {candidates, notes, book}))
}

type Around = Readonly<{candidates: readonly CaseCandidate[]; notes: readonly CaseNote[]; book: CodeBook}>

function caseSheet(each: Case, {candidates, notes, book: {code}}: Around) {
  return {
    case: each.code,
    kind: each.kind,
    scope: each.scopeKind,
    severity: each.severity,
    state: each.state,
    openedAt: each.openedAt,
    decidedAt: each.decidedAt,
    candidates: candidates
      .filter(({caseId}) => caseId === each.id)
      .map(({enrolmentId, decision, decidedAt}) => ({enrolment: code(enrolmentId), decision, decidedAt})),
    notes: notes
      .filter(({caseId}) => caseId === each.id)
      .map(({personId, kind, content, at, byPersonId}) => ({
        student: code(personId),
        kind,
        content,
        at,
        by: code(byPersonId),
      })),
  }
}
