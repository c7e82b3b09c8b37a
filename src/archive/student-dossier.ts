import type {PeriodId} from '../ids.ts'
import {fullName, listName} from '../institution/names.ts'
import type {Person} from '../institution/model.ts'
import {outcomeText} from '../results/outcome-text.ts'
import type {CodeBook} from './code-book.ts'
import type {ArchiveStores, ToldEntry} from './store.ts'
import {type StudentRecords, studentRecords} from './student-records.ts'

/** Everything that is kept of a student, in codes and in a fixed order: the same records always give the same dossier. */
export type StudentDossier = ReturnType<typeof composed>

/** The dossiers of some students (a few hundred at most), of everything or of one period, in the order of `students`. */
export async function studentDossiers(
  stores: ArchiveStores,
  book: CodeBook,
  {students, period}: Readonly<{students: readonly Person[]; period: PeriodId | null}>,
): Promise<readonly StudentDossier[]> {
  const records = await studentRecords(stores, students, period)
  const codes = book.with([
    ...students.map(({id, studentNumber}) => [id, studentNumber ?? ''] as const),
    ...records.registrations.map(({id, code}) => [id, code] as const),
    ...records.sessions.map(({id, code}) => [id, code] as const),
  ])
  return students.map((student) => composed(student, ofStudent(records, student), codes))
}

/** The part of the records that is about one student. */
function ofStudent(records: StudentRecords, {id}: Person): StudentRecords {
  const own = <T extends {readonly personId: string | null}>(rows: readonly T[]): T[] =>
    rows.filter(({personId}) => personId === id)
  const registrations = own(records.registrations)
  const registered = new Set<string>(registrations.map((row) => row.id))
  const matters = records.matters.filter(({line}) => line.personId === id)
  const attempts = new Set<string>(matters.map(({line}) => line.id))
  const candidacies = own(records.candidacies)
  const cases = new Set<string>(candidacies.map(({caseId}) => caseId))
  return {
    ...records,
    programmes: own(records.programmes),
    groups: own(records.groups),
    needs: own(records.needs),
    exemptions: own(records.exemptions),
    registrations,
    notes: records.notes.filter(({registrationId}) => registered.has(registrationId)),
    waiting: own(records.waiting),
    enrolments: own(records.enrolments),
    reports: own(records.reports),
    facts: own(records.facts),
    absences: own(records.absences),
    candidacies,
    cases: records.cases.filter((each) => cases.has(each.id)),
    caseNotes: records.caseNotes.filter(
      ({caseId, personId}) => cases.has(caseId) && (personId === null || personId === id),
    ),
    matters,
    results: records.results.filter(({attemptId}) => attempts.has(attemptId)),
    messages: records.messages.filter(({attemptId}) => attempts.has(attemptId)),
    resits: own(records.resits),
    letters: own(records.letters),
    audit: records.audit.filter(({forId}) => forId === id),
  }
}

function composed(student: Person, records: StudentRecords, {code, inCodes}: CodeBook) {
  const session = new Map(records.sessions.map((each) => [each.id, each]))
  const enrolment = new Map(records.enrolments.map((each) => [each.id, each]))
  const seat = new Map(records.seats.map((each) => [each.id, each]))
  const registration = new Map(records.registrations.map((each) => [each.id, each]))
  const examOf = (id: string | null): string | null => {
    const placed = id === null ? undefined : enrolment.get(id as never)
    return placed ? code(registration.get(placed.registrationId)?.examId ?? null) : null
  }
  const sessionOf = (id: string | null): string | null => {
    const placed = id === null ? undefined : enrolment.get(id as never)
    return placed ? code(placed.sessionId) : null
  }
  return {
    student: {
      number: student.studentNumber ?? '',
      name: fullName(student),
      sortName: listName(student),
      nameOnId: student.idCheckName,
      kind: student.kind,
      location: code(student.locationId),
      endedAt: student.endedAt,
    },
    programmes: records.programmes.map(({programmeId, main, startsOn, plannedEndOn, endedOn, diplomaOn}) => ({
      programme: code(programmeId),
      main,
      startsOn,
      plannedEndOn,
      endedOn,
      diplomaOn,
    })),
    groups: records.groups.map(({groupId, fromOn, toOn, endedAt}) => ({group: code(groupId), fromOn, toOn, endedAt})),
    needs: records.needs.map(({code: need, label, basis, value, scopeKind, scopeValue, fromOn, toOn, endedAt}) => ({
      need,
      label,
      basis,
      value,
      scope: scopeKind,
      scopeValue,
      fromOn,
      toOn,
      endedAt,
    })),
    exemptions: records.exemptions.map(({examId, boardId, decidedOn, basis, grade, endedAt}) => ({
      exam: code(examId),
      board: code(boardId),
      decidedOn,
      basis,
      grade,
      endedAt,
    })),
    registrations: records.registrations.map((each) => ({
      registration: each.code,
      exam: code(each.examId),
      period: code(each.periodId),
      state: each.state,
      source: each.source,
      sourceId: each.sourceId,
      late: each.late,
      location: code(each.locationId),
      requestedBy: code(each.requestedBy),
      requestedAt: each.requestedAt,
      decidedBy: code(each.decidedBy),
      decidedAt: each.decidedAt,
      isResit: each.resitOf !== null,
      closedAt: each.closedAt,
      notes: records.notes
        .filter(({registrationId}) => registrationId === each.id)
        .map(({kind, content, at, byPersonId}) => ({kind, content, at, by: code(byPersonId)})),
    })),
    waiting: records.waiting.map(({registrationId, sessionId, joinedAt, endedAt, endReason}) => ({
      registration: code(registrationId),
      session: code(sessionId),
      joinedAt,
      endedAt,
      endReason,
    })),
    enrolments: records.enrolments.map((each) => {
      const at = session.get(each.sessionId)
      return {
        registration: code(each.registrationId),
        exam: examOf(each.id),
        session: code(each.sessionId),
        on: at?.onDate ?? null,
        from: at?.fromTime ?? null,
        room: code(at?.roomId ?? null),
        place: at?.place ?? '',
        seat: seat.get(each.seatId)?.label ?? null,
        version: code(each.examVersionId),
        extraMinutes: each.extraMinutes,
        aids: each.aids,
        source: each.source,
        enrolledBy: code(each.enrolledBy),
        enrolledAt: each.enrolledAt,
        endedAt: each.endedAt,
        endReason: each.endReason,
        movedTo: sessionOf(each.movedToId),
      }
    }),
    reports: records.reports.map(({enrolmentId, sessionId, personId: _person, version: _version, ...said}) => ({
      session: code(sessionId),
      exam: examOf(enrolmentId),
      ...said,
    })),
    facts: records.facts.map(({sessionId, enrolmentId, number, kind, receivedAt, byPersonId, addendum, detail}) => ({
      session: code(sessionId),
      exam: examOf(enrolmentId),
      number,
      kind,
      receivedAt,
      by: code(byPersonId),
      addendum,
      detail: inCodes(detail),
    })),
    absences: records.absences.map((each) => ({
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
    })),
    cases: records.cases.map((each) => ({
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
      candidacies: records.candidacies
        .filter(({caseId}) => caseId === each.id)
        .map(({enrolmentId, heardAt, decision, decidedBy, decidedAt}) => ({
          exam: examOf(enrolmentId),
          heardAt,
          decision,
          decidedBy: code(decidedBy),
          decidedAt,
        })),
      notes: records.caseNotes
        .filter(({caseId}) => caseId === each.id)
        .map(({kind, content, at, byPersonId}) => ({kind, content, at, by: code(byPersonId)})),
    })),
    attempts: records.matters.map((matter) => {
      const {name: _name, student: _student, ...text} = outcomeText(matter)
      return {
        ...text,
        registration: code(matter.line.registrationId),
        counts: matter.line.counts,
        void: matter.line.void,
        source: matter.line.source,
        results: records.results
          .filter(({attemptId}) => attemptId === matter.line.id)
          .map((each) => ({
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
          })),
        messages: records.messages
          .filter(({attemptId}) => attemptId === matter.line.id)
          .map(({state, attendance, score, step, source, receivedAt}) => ({
            state,
            attendance,
            score,
            step,
            source,
            receivedAt,
          })),
      }
    }),
    resits: records.resits.map((each) => ({
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
    })),
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

function letterName(body: unknown): string {
  const {letter} = body as Readonly<{letter?: string}>
  return letter ?? ''
}

/** An entry of the audit trail as a dossier holds it; `id` and `seal` lead to the batch that proves it. */
export function toldEntry({id, at, deed, actor, role, aboutKind, aboutId, facts, text, sealNumber}: ToldEntry) {
  return {id, at, deed, by: actor, role, about: aboutKind, aboutId, facts, text, seal: sealNumber}
}
