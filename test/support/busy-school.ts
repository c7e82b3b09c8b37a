import type {
  AttemptId,
  BoardId,
  CaseId,
  FreezeId,
  MandateId,
  OfferId,
  ResitId,
  ResultId,
  RunId,
  WaitingId,
} from '../../src/ids.ts'
import type {Registration} from '../../src/registration/model.ts'
import type {DATABASES} from './databases.ts'
import {at, on, openWorld, type World} from './world.ts'

/** A school in which everything waits that can wait, for people of two exam boards. */
export async function openBusySchool(which: (typeof DATABASES)[number]) {
  const world = await openWorld(which)
  const {ids, insert} = world
  const noord = await world.location('NOORD')
  const room = await world.room('B104', noord)
  const other = await world.room('B105', noord)
  const ended = {endedAt: null, version: 1}
  const boards = {
    zorg: await insert('examBoard', {id: ids.next<BoardId>(), code: 'EC-ZORG', name: '', ...ended}),
    taal: await insert('examBoard', {id: ids.next<BoardId>(), code: 'EC-TAAL', name: '', ...ended}),
  }
  const programme = await world.programme('VZ', {boardId: boards.zorg.id})
  const staff = {
    teacher: await world.employee('DOC'),
    lead: await world.employee('LEAD'),
    member: await world.employee('LID'),
    stranger: await world.employee('LID2'),
    functionary: await world.employee('FUN'),
    office: await world.employee('BUR'),
  }
  await world.role(staff.office, 'office')
  for (const [board, who] of [
    [boards.zorg, staff.member],
    [boards.taal, staff.stranger],
  ] as const)
    await insert('boardMember', {
      id: ids.next<string>(),
      boardId: board.id,
      personId: who.id,
      fromOn: null,
      toOn: null,
      endedAt: null,
    })
  await insert('mandate', {
    id: ids.next<MandateId>(),
    code: 'MANDAA',
    boardId: boards.zorg.id,
    personId: staff.functionary.id,
    deeds: ['result.establish', 'case.decide'],
    examIds: [],
    programmeIds: [],
    fromOn: on('2026-08-01'),
    toOn: on('2026-11-20'),
    documentFileId: null,
    revokedAt: null,
    version: 1,
  })
  const students = []
  for (let n = 1; n <= 7; n++) {
    const student = await world.student(`100000${n}`)
    await world.study(student, programme)
    students.push(student)
  }
  const [a, b, c, d, e, f, g] = students as [Row, Row, Row, Row, Row, Row, Row]
  await world.group('2B', [a, b], [staff.teacher])
  const own = await world.exam('EIGEN', {rules: {enrolBy: ['student', 'office']}})
  const plain = await world.exam('NL')
  const unplanned = await world.exam('REK')
  const period = await world.period('2026-P2')
  await insert('demandFreeze', {
    id: ids.next<FreezeId>(),
    periodId: period.id,
    examId: null,
    frozenAt: world.now(),
    undoneAt: null,
  })
  const wanted: Partial<Registration> = {state: 'wanted'}
  await world.registration(a, plain, period, wanted)
  await world.registration(b, plain, period, wanted)
  await world.registration(c, plain, period, wanted)
  await world.registration(d, unplanned, period)
  await world.registration(d, own, period)
  await world.registration(d, plain, period)
  const earlier = await world.period('2026-P1', {}, {taking: ['2026-10-01', '2026-10-20']})
  await world.registration(e, own, earlier)
  const waits = await world.registration(e, plain, period)
  const session = await world.session('1201-B104-0900', period, room, [own, plain])
  await world.session('1203-B105-0900', period, other, [plain], {on: '2026-12-03', state: 'planned'})
  const place = {id: ids.next<WaitingId>(), registrationId: waits.id, personId: e.id, sessionId: session.id}
  const sessionExamId = session.sessionExams[1]!.id
  await insert('waitingPlace', {...place, sessionExamId, joinedAt: world.now(), endedAt: null, endReason: null})
  const offer = {id: ids.next<OfferId>(), waitingPlaceId: place.id, poolId: session.pool.id}
  await insert('seatOffer', {
    ...offer,
    offeredAt: world.now(),
    expiresAt: at('2026-11-03T09:00'),
    state: 'open',
    decidedAt: null,
  })

  // A session of this morning is over, and one of yesterday is reported.
  const past = await world.session('1102-B104-0700', period, room, [plain], {
    on: '2026-11-02',
    from: '07:00',
    minutes: 60,
    state: 'final',
  })
  await insert('sessionDuty', {
    id: ids.next<string>(),
    sessionId: past.id,
    personId: staff.lead.id,
    duty: 'lead',
    startsAt: past.startsAt,
    endsAt: past.endsAt,
    endedAt: null,
  })
  const soon = await world.session('1102-B105-1300', period, other, [plain], {on: '2026-11-02', from: '13:00'})
  const done = await world.session('1101-B105-0900', period, other, [plain, own], {on: '2026-11-01', state: 'reported'})
  await insert('sessionReport', {
    sessionId: done.id,
    state: 'signed',
    openedAt: world.now(),
    signedAt: world.now(),
    digest: 'x',
    version: 1,
  })
  const outcome = async (who: Row, score: string | null, established: boolean, exam = plain) => {
    const registration = await world.registration(who, exam, period, {state: 'used', closedAt: world.now()})
    const enrolment = await world.enrolment(registration, done)
    const attempt = {
      id: ids.next<AttemptId>(),
      registrationId: registration.id,
      enrolmentId: enrolment.id,
      personId: who.id,
      examId: exam.id,
      number: 1,
      takenOn: on('2026-11-01'),
      attendance: 'present',
      counts: true,
      void: false,
      score: established ? score : null,
      passed: null,
      source: 'report',
      ...ended,
    }
    await insert('attempt', attempt)
    if (score !== null)
      await insert('result', {
        id: ids.next<ResultId>(),
        attemptId: attempt.id,
        partId: null,
        personId: who.id,
        examId: exam.id,
        sessionId: done.id,
        step: established ? 'final' : 'score',
        score,
        passed: null,
        scoredBy: null,
        receivedAt: world.now(),
        source: 'file',
        establishedAt: established ? world.now() : null,
        establishedBy: established ? staff.member.id : null,
        mandateId: null,
        publishedAt: null,
        openedAt: null,
        sentAt: null,
        ...ended,
      })
    return {registration, enrolment, attempt}
  }
  await outcome(a, '7.0', false)
  await outcome(b, '6.0', true)
  await outcome(c, null, false)
  const inCase = await outcome(f, '8.0', false)
  const inBoardCase = await outcome(g, '8.0', false, own)
  await world.enrolment(await world.registration(g, plain, period), soon)
  const openCase = async (
    code: string,
    state: 'open' | 'triaged',
    severity: 'minor' | 'board' | null,
    who = inCase.enrolment,
  ) => {
    const id = ids.next<CaseId>()
    await insert('examCase', {
      id,
      code,
      kind: 'fraud',
      scopeKind: 'candidates',
      sessionId: done.id,
      examId: null,
      severity,
      state,
      openedBy: null,
      openedAt: world.now(),
      inspectorateToldAt: null,
      cvteAskedAt: null,
      decidedAt: null,
      version: 1,
    })
    await insert('caseCandidate', {
      id: ids.next<string>(),
      caseId: id,
      enrolmentId: who.id,
      personId: who.personId,
      heardAt: null,
      decision: null,
      decidedBy: null,
      decidedAt: null,
    })
  }
  await openCase('CASE22', 'open', null)
  await openCase('CASE33', 'triaged', 'minor')
  await openCase('CASE44', 'triaged', 'board', inBoardCase.enrolment)
  await insert('absence', {
    id: ids.next<string>(),
    registrationId: inCase.registration.id,
    enrolmentId: inCase.enrolment.id,
    personId: f.id,
    reportedBy: null,
    reportedAt: world.now(),
    reason: 'ill',
    proofSeen: false,
    verdict: null,
    judgedBy: null,
    judgedAt: null,
    attemptCounts: null,
    resitLapses: null,
    ...ended,
  })
  const message = {id: ids.next<string>(), attemptId: inCase.attempt.id, resultId: null, state: 'held' as const}
  await insert('resultMessage', {
    ...message,
    attendance: null,
    score: '3',
    step: 'score',
    source: 'file',
    receivedAt: world.now(),
  })
  for (const [code, state] of [
    ['RESIT2', 'asked'],
    ['RESIT3', 'waits-for-sis'],
  ] as const)
    await insert('resitRequest', {
      id: ids.next<ResitId>(),
      code,
      personId: a.id,
      examId: plain.id,
      attemptId: null,
      requestedBy: null,
      requestedAt: world.now(),
      state,
      decidedBy: null,
      decidedAt: null,
      byRule: false,
      reason: '',
      registrationId: null,
      version: 1,
    })
  await insert('periodTransition', {
    id: ids.next<string>(),
    periodId: period.id,
    deed: 'close',
    examId: null,
    dueAt: world.now(),
    doneAt: null,
    undoneAt: null,
    reportedReasons: [{code: 'x', message: 'x'}],
    version: 1,
  })
  await insert('certificateCheck', {
    id: ids.next<string>(),
    periodId: period.id,
    checkedAt: world.now(),
    basis: '',
    waiting: 4,
    stuck: 2,
    detail: {stuck: []},
  })
  await insert('run', {
    id: ids.next<RunId>(),
    code: 'RUN222',
    kind: 'import.students',
    state: 'applying',
    basedOn: {},
    summary: {},
    options: {},
    steps: 1,
    nextStep: 0,
    createdBy: null,
    createdAt: world.now(),
    appliedAt: null,
    undoneAt: null,
    version: 1,
  })
  await world.system().write('reminder.queue', {}, ({outbox}) => outbox.post([{person: a.id, letter: 'x', data: {}}]))
  await world.store.db.updateTable('message').set({state: 'refused'}).execute()
  return {world, staff, students: {a, b, c, d, e, f}, soon}
}
type Row = Awaited<ReturnType<World['student']>>
