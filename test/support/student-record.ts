import type {
  PartyId,
  AttemptId,
  BoardId,
  CaseId,
  FreezeId,
  MandateId,
  ResitId,
  ResultId,
  WaitingId,
} from '../../src/ids.ts'
import {createBoard} from '../../src/institution/boards/create-board.ts'
import type {Person} from '../../src/institution/model.ts'
import {type ExamDay, openExamDay} from './exam-day.ts'
import {on, type World} from './world.ts'

/** Makes one record of a student in every table that is about students. He is enrolled in the day's session already. */
export async function fillRecord(world: World, {exam, session, sessionExams}: ExamDay, student: Person): Promise<void> {
  const {insert, ids} = world
  const next = <T extends string>(): T => ids.next<T>()
  const now = world.now()
  const personId = student.id
  const open = {endedAt: null, version: 1} as const
  const of = {personId, examId: exam.id}
  const [enrolment] = await world.office().read('enrolment.read', ({enrolments}) => enrolments.all({personId}))
  if (!enrolment) throw new Error('This student has no seat in the session.')
  const {registrationId, id: enrolmentId} = enrolment
  const sessionExamId = sessionExams[0]!.id
  const periodId = session.periodId
  const freezeId = next<FreezeId>()
  const caseId = next<CaseId>()
  const programme = await world.programme(`P-${student.studentNumber}`)
  await world.study(student, programme)
  await world.group(`G-${student.studentNumber}`, [student])
  await insert('need', {
    id: next(),
    personId,
    code: 'spoken',
    label: '',
    basis: 'aid',
    value: 0,
    scopeKind: 'all',
    scopeValue: null,
    fromOn: null,
    toOn: null,
    source: 'office',
    ...open,
  })
  await insert('exemption', {
    id: next(),
    ...of,
    partId: null,
    boardId: null,
    decidedOn: on('2026-11-02'),
    basis: 'Diploma',
    grade: null,
    source: 'board',
    endedAt: null,
  })
  await insert('demandFreeze', {id: freezeId, periodId, examId: null, frozenAt: now, undoneAt: null})
  await insert('frozenRegistration', {freezeId, registrationId, ...of, locationId: null, extraMinutes: 0, aids: []})
  await insert('waitingPlace', {
    id: next<WaitingId>(),
    registrationId,
    personId,
    sessionId: session.id,
    sessionExamId,
    joinedAt: now,
    endedAt: null,
    endReason: null,
  })
  await insert('reportFact', {
    id: next(),
    sessionId: session.id,
    number: 100 + Number(student.studentNumber),
    kind: 'remark',
    personId,
    enrolmentId,
    detail: {},
    clientId: null,
    basis: null,
    deviceAt: null,
    offsetMs: null,
    receivedAt: now,
    byPersonId: null,
    addendum: false,
  })
  await insert('candidateReport', {
    enrolmentId,
    sessionId: session.id,
    personId,
    attendance: 'present',
    arrivedAt: null,
    lateMinutes: 0,
    admitted: true,
    idChecked: true,
    extraGivenMinutes: 0,
    incidentMinutes: 0,
    handedInAt: null,
    device: '',
    version: 1,
  })
  await insert('absence', {
    id: next(),
    registrationId,
    enrolmentId,
    personId,
    reportedBy: null,
    reportedAt: now,
    reason: 'ill',
    proofSeen: false,
    verdict: null,
    judgedBy: null,
    judgedAt: null,
    attemptCounts: null,
    resitLapses: null,
    ...open,
  })
  await insert('examCase', {
    id: caseId,
    code: `C${student.studentNumber}`,
    kind: 'irregularity',
    scopeKind: 'candidates',
    sessionId: session.id,
    examId: exam.id,
    severity: null,
    state: 'open',
    openedBy: null,
    openedAt: now,
    inspectorateToldAt: null,
    cvteAskedAt: null,
    decidedAt: null,
    version: 1,
  })
  await insert('caseCandidate', {
    id: next(),
    caseId,
    enrolmentId,
    personId,
    heardAt: null,
    decision: null,
    decidedBy: null,
    decidedAt: null,
  })
  const attempt = await insert('attempt', {
    id: next<AttemptId>(),
    registrationId,
    enrolmentId,
    ...of,
    number: 1,
    takenOn: on('2026-12-01'),
    attendance: 'present',
    counts: true,
    void: false,
    score: null,
    passed: null,
    source: 'report',
    ...open,
  })
  await insert('assessment', {
    id: next(),
    enrolmentId,
    sessionId: session.id,
    personId,
    assessorId: (await world.employee(`JUDGE-${student.studentNumber}`)).id,
    score: '7.0',
    remark: '',
    givenAt: now,
    signedAt: null,
    ...open,
  })
  await insert('result', {
    id: next<ResultId>(),
    attemptId: attempt.id,
    partId: null,
    ...of,
    sessionId: session.id,
    step: 'score',
    score: '6',
    passed: true,
    scoredBy: null,
    receivedAt: now,
    source: 'file',
    establishedAt: null,
    establishedBy: null,
    mandateId: null,
    publishedAt: null,
    openedAt: null,
    sentAt: null,
    ...open,
  })
  await insert('resitRequest', {
    id: next<ResitId>(),
    code: `R${student.studentNumber}`,
    ...of,
    attemptId: attempt.id,
    requestedBy: null,
    requestedAt: now,
    reason: '',
    state: 'asked',
    decidedBy: null,
    decidedAt: null,
    byRule: false,
    registrationId: null,
    version: 1,
  })
  await insert('retentionHold', {
    id: next(),
    personId,
    reasonKind: 'appeal',
    fromOn: on('2026-11-02'),
    toOn: null,
    endedAt: null,
  })
  const party = await insert('party', {
    id: next<PartyId>(),
    code: `P${student.studentNumber}`,
    name: 'SIS',
    connector: 'oke',
    settings: {},
    sealed: null,
    endedAt: null,
    version: 1,
  })
  await insert('externalRecord', {
    id: next(),
    partyId: party.id,
    kind: 'registration',
    externalId: next(),
    state: 'active',
    body: {},
    personId,
    examId: null,
    registrationId: null,
    enrolmentId: null,
    problem: null,
    changedAt: now,
    version: 1,
  })
}

/** Two students with a record in every table: `mine`, with the people who may see him, and `other`, whom none of them may. */
export async function openTwoRecords(world: World) {
  const [day, elsewhere] = [await openExamDay(world, {students: 1}), await openExamDay(world, {students: 1})]
  const [mine, other] = [day.students[0]!, elsewhere.students[0]!]
  await fillRecord(world, day, mine)
  await fillRecord(world, elsewhere, other)
  const teacher = await world.employee('TEACH')
  const group = await world.office().read('catalogue.read', ({groups}) => groups.get(`G-${mine.studentNumber}`))
  await world.insert('groupTeacher', {id: world.ids.next(), groupId: group.id, personId: teacher.id, endedAt: null})
  const member = await world.employee('MEMBER')
  const functionary = await world.employee('FUNC')
  const {id: boardId} = await createBoard(world.as('admin'), {code: 'ECX', name: 'Examencommissie'})
  await answerFor(world, boardId, mine)
  await world.insert('boardMember', {
    id: world.ids.next(),
    boardId,
    personId: member.id,
    fromOn: null,
    toOn: null,
    endedAt: null,
  })
  await world.insert('mandate', {
    id: world.ids.next<MandateId>(),
    code: 'MANDAT',
    boardId,
    personId: functionary.id,
    deeds: ['case.decide'],
    examIds: [],
    programmeIds: [],
    fromOn: on('2026-11-01'),
    toOn: on('2026-12-31'),
    documentFileId: null,
    revokedAt: null,
    version: 1,
  })
  const who = {student: mine, teacher, lead: day.lead, invigilator: day.invigilator, board: member, functionary}
  return {mine, other, exam: day.exam.code, group: group.code, otherGroup: `G-${other.studentNumber}`, who}
}

async function answerFor({store}: World, boardId: BoardId, {studentNumber}: Person): Promise<void> {
  await store.db.updateTable('programme').set({boardId}).where('code', '=', `P-${studentNumber}`).execute()
}
