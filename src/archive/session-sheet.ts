import type {Enrolment} from '../enrolment/model.ts'
import type {Session} from '../planning/model.ts'
import type {CodeBook} from './code-book.ts'
import type {ArchiveStores} from './store.ts'

/** A session as it was planned and held: where, when, which exams, who worked there, how many seats. */
export async function sessionSheet(stores: ArchiveStores, session: Session, {code}: CodeBook) {
  const about = {sessionId: session.id}
  const [exams, duties, pools] = [
    await stores.sessionExams.history(about),
    await stores.duties.history(about),
    await stores.pools.history(about),
  ]
  return {
    session: head(session, code),
    exams: exams.map(({examId, examVersionId, endedAt}) => ({
      exam: code(examId),
      version: code(examVersionId),
      endedAt,
    })),
    staff: duties.map(({personId, duty, startsAt, endsAt, endedAt}) => ({
      staff: code(personId),
      duty,
      startsAt,
      endsAt,
      endedAt,
    })),
    pools: pools.map(({capacity, taken, filterKind, endedAt}) => ({capacity, taken, filterKind, endedAt})),
  }
}

function head(session: Session, code: CodeBook['code']) {
  return {
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
  }
}

/** Who was placed in a session, also who left it again. */
export async function enrolmentLines(
  stores: ArchiveStores,
  session: Session,
  {enrolments, names: {code}}: Readonly<{enrolments: readonly Enrolment[]; names: CodeBook}>,
) {
  const seats = new Map((await stores.seats.history({sessionId: session.id})).map(({id, label}) => [id, label]))
  return enrolments.map((each) => ({
    student: code(each.personId),
    exam: code(each.sessionExamId),
    seat: seats.get(each.seatId) ?? null,
    version: code(each.examVersionId),
    extraMinutes: each.extraMinutes,
    aids: each.aids,
    enrolledAt: each.enrolledAt,
    endedAt: each.endedAt,
    endReason: each.endReason,
  }))
}
