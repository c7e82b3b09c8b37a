import type {SessionId} from '../ids.ts'
import type {Session} from '../planning/model.ts'
import {mattersOf} from '../results/result-desk.ts'
import {outcomeText} from '../results/outcome-text.ts'
import type {CodeBook} from './code-book.ts'
import type {ArchiveStores} from './store.ts'
import {toldEntry} from './student-dossier.ts'

/** Everything that is kept of a session: plan, people, lists, report, cases and results. */
export type SessionDossier = Awaited<ReturnType<typeof sessionDossier>>

/** The dossier of one session, in codes and in a fixed order; what concerns students is within reach. */
export async function sessionDossier(stores: ArchiveStores, book: CodeBook, session: Session) {
  const sessionId: SessionId = session.id
  const enrolments = await stores.enrolments.history({sessionId})
  const people = await stores.persons.history({id: [...new Set(enrolments.map(({personId}) => personId))]})
  const offered = await stores.sessionExams.history({sessionId})
  const {code, inCodes} = book.with([
    [session.id, session.code],
    ...people.map(({id, studentNumber}) => [id, studentNumber ?? ''] as const),
    ...offered.map(({id, examId}) => [id, book.code(examId) ?? ''] as const),
    ...enrolments.map(({id, personId, sessionExamId}) => {
      const number = people.find((person) => person.id === personId)?.studentNumber ?? ''
      return [
        id,
        `${number} ${book.code(offered.find((exam) => exam.id === sessionExamId)?.examId ?? null) ?? ''}`,
      ] as const
    }),
  ])
  const seats = new Map((await stores.seats.history({sessionId})).map((seat) => [seat.id, seat]))
  const report = await stores.delivery.report(sessionId)
  const facts = await stores.delivery.facts(sessionId)
  const cases = await stores.cases.all({sessionId})
  const caseId = cases.map(({id}) => id)
  const candidacies = await stores.caseCandidates.all({caseId})
  const notes = await stores.caseNotes.all({caseId}, {orderBy: 'at'})
  const matters = await mattersOf(stores, {session: sessionId})
  return {
    session: {
      code: session.code,
      kind: session.kind,
      state: session.state,
      period: code(session.periodId),
      location: code(session.locationId),
      room: code(session.roomId),
      place: session.place,
      on: session.onDate,
      from: session.fromTime,
      minutes: session.minutes,
      zone: session.zone,
      publishedAt: session.publishedAt,
      finalAt: session.finalAt,
      endedAt: session.endedAt,
    },
    exams: offered.map(({examId, examVersionId, endedAt}) => ({
      exam: code(examId),
      version: code(examVersionId),
      endedAt,
    })),
    staff: (await stores.duties.history({sessionId})).map(({personId, duty, startsAt, endsAt, endedAt}) => ({
      staff: code(personId),
      duty,
      startsAt,
      endsAt,
      endedAt,
    })),
    pools: (await stores.pools.history({sessionId})).map(({capacity, taken, filterKind, endedAt}) => ({
      capacity,
      taken,
      filterKind,
      endedAt,
    })),
    enrolments: enrolments.map((each) => ({
      student: code(each.personId),
      exam: code(each.sessionExamId),
      seat: seats.get(each.seatId)?.label ?? null,
      version: code(each.examVersionId),
      extraMinutes: each.extraMinutes,
      aids: each.aids,
      enrolledAt: each.enrolledAt,
      endedAt: each.endedAt,
      endReason: each.endReason,
    })),
    lists: (await stores.listVersions.all({sessionId}, {orderBy: 'number'})).map(({number, fixedAt, digest, body}) => ({
      number,
      fixedAt,
      digest,
      body: inCodes(body),
    })),
    report: report
      ? {
          state: report.state,
          openedAt: report.openedAt,
          signedAt: report.signedAt,
          digest: report.digest,
          signatures: (await stores.signatures.all({sessionId}, {orderBy: 'signedAt'})).map(
            ({signerName, signerRole, signedAt, digest}) => ({name: signerName, role: signerRole, signedAt, digest}),
          ),
          facts: facts.map(
            ({number, kind, personId, enrolmentId, detail, deviceAt, receivedAt, byPersonId, addendum}) => ({
              number,
              kind,
              student: code(personId),
              enrolment: code(enrolmentId),
              detail: inCodes(detail),
              deviceAt,
              receivedAt,
              by: code(byPersonId),
              addendum,
            }),
          ),
        }
      : null,
    cases: cases.map((each) => ({
      case: each.code,
      kind: each.kind,
      scope: each.scopeKind,
      severity: each.severity,
      state: each.state,
      openedAt: each.openedAt,
      decidedAt: each.decidedAt,
      candidates: candidacies
        .filter((candidate) => candidate.caseId === each.id)
        .map(({enrolmentId, decision, decidedAt}) => ({enrolment: code(enrolmentId), decision, decidedAt})),
      notes: notes
        .filter((note) => note.caseId === each.id)
        .map(({personId, kind, content, at, byPersonId}) => ({
          student: code(personId),
          kind,
          content,
          at,
          by: code(byPersonId),
        })),
    })),
    results: matters.map((matter) => outcomeText(matter)),
    audit: (await stores.archive.auditAbout('session', [sessionId])).map((each) => toldEntry(each)),
  }
}
