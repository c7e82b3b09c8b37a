import type {SheetNames} from './sheet-names.ts'
import type {StudentRecords} from './student-records.ts'

/** What a student was registered for, where he waited and where he was placed. */
export function placingSheet(records: StudentRecords, names: SheetNames) {
  const {code} = names
  return {
    registrations: records.registrations.map((each) => registrationLine(each, records, names)),
    waiting: records.waiting.map(({registrationId, sessionId, joinedAt, endedAt, endReason}) => ({
      registration: code(registrationId),
      session: code(sessionId),
      joinedAt,
      endedAt,
      endReason,
    })),
    enrolments: records.enrolments.map((each) => enrolmentLine(each, records, names)),
  }
}

function registrationLine(each: StudentRecords['registrations'][number], {notes}: StudentRecords, {code}: SheetNames) {
  return {
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
    notes: notes
      .filter(({registrationId}) => registrationId === each.id)
      .map(({kind, content, at, byPersonId}) => ({kind, content, at, by: code(byPersonId)})),
  }
}

function enrolmentLine(
  each: StudentRecords['enrolments'][number],
  {sessions, seats}: StudentRecords,
  {code, examOf, sessionOf}: SheetNames,
) {
  const session = sessions.find(({id}) => id === each.sessionId)
  return {
    registration: code(each.registrationId),
    exam: examOf(each.id),
    session: code(each.sessionId),
    on: session?.onDate ?? null,
    from: session?.fromTime ?? null,
    room: code(session?.roomId ?? null),
    place: session?.place ?? '',
    seat: seats.find(({id}) => id === each.seatId)?.label ?? null,
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
}
