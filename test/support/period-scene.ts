import type {World} from './world.ts'

/** The period of the scenes, and its windows. */
export const P2 = {code: '2026-P2', from: '2026-11-30', to: '2026-12-18'}
export const WINDOWS = {
  registration: '2026-09-28..2026-10-23',
  enrolment: '2026-11-09..2026-12-18',
  taking: '2026-11-30..2026-12-18',
}

/** A student who has or had a seat. */
type Seated = Awaited<ReturnType<World['enrolment']>>

/** One with an established result, one whose absence was judged, and one whose attempt is void; and a decided case. */
export async function settle(
  world: World,
  seated: Readonly<Record<'passed' | 'absent' | 'voided', Seated>>,
): Promise<void> {
  const [at, sessionId] = [world.now(), seated.passed.sessionId]
  const exam = await world.store.db.selectFrom('exam').selectAll().executeTakeFirstOrThrow()
  const attempt = ({id, registrationId, personId}: Seated, annulled: boolean) =>
    world.insert('attempt', {
      id: world.ids.next<never>(),
      registrationId,
      enrolmentId: id,
      personId,
      examId: exam.id,
      number: 1,
      takenOn: '2026-12-01' as never,
      attendance: 'present',
      counts: true,
      void: annulled,
      score: null,
      passed: null,
      source: 'report',
      endedAt: null,
      version: 1,
    })
  const {personId} = seated.passed
  const taken = await attempt(seated.passed, false)
  await attempt(seated.absent, false)
  await attempt(seated.voided, true)
  await world.insert('result', {
    id: world.ids.next<never>(),
    attemptId: taken.id,
    partId: null,
    personId,
    examId: exam.id,
    sessionId,
    step: 'final',
    score: '7.0',
    passed: true,
    scoredBy: null,
    receivedAt: at,
    source: 'office',
    establishedAt: at,
    establishedBy: null,
    mandateId: null,
    publishedAt: null,
    openedAt: null,
    sentAt: null,
    endedAt: null,
    version: 1,
  })
  await world.insert('absence', {
    id: world.ids.next<never>(),
    registrationId: seated.absent.registrationId,
    enrolmentId: seated.absent.id,
    personId: seated.absent.personId,
    reportedBy: null,
    reportedAt: at,
    reason: 'ill',
    proofSeen: true,
    verdict: 'valid',
    judgedBy: null,
    judgedAt: at,
    attemptCounts: false,
    resitLapses: false,
    endedAt: null,
    version: 1,
  })
  await world.insert('examCase', {
    id: world.ids.next<never>(),
    code: 'CASE33',
    kind: 'fraud',
    scopeKind: 'session',
    sessionId,
    examId: null,
    severity: 'board',
    state: 'decided',
    openedBy: null,
    openedAt: at,
    inspectorateToldAt: null,
    cvteAskedAt: null,
    decidedAt: at,
    version: 1,
  })
}

type Names = Readonly<{anna: never; exam: never; registration: never; enrolment: never; session: never}>

/** An attempt without a result, an absence without a verdict and a case without a decision. */
export async function openMatters(world: World, ids: Readonly<Record<keyof Names, string>>): Promise<void> {
  const {anna, exam, registration, enrolment, session} = ids as Names
  const [next, at] = [() => world.ids.next<never>(), world.now()]
  await world.insert('attempt', {
    id: next(),
    registrationId: registration,
    enrolmentId: enrolment,
    personId: anna,
    examId: exam,
    number: 1,
    takenOn: '2026-12-01' as never,
    attendance: 'present',
    counts: true,
    void: false,
    score: null,
    passed: null,
    source: 'report',
    endedAt: null,
    version: 1,
  })
  await world.insert('absence', {
    id: next(),
    registrationId: registration,
    enrolmentId: null,
    personId: anna,
    reportedBy: null,
    reportedAt: at,
    reason: 'ill',
    proofSeen: false,
    verdict: null,
    judgedBy: null,
    judgedAt: null,
    attemptCounts: null,
    resitLapses: null,
    endedAt: null,
    version: 1,
  })
  await world.insert('examCase', {
    id: next(),
    code: 'CASE22',
    kind: 'fraud',
    scopeKind: 'session',
    sessionId: session,
    examId: null,
    severity: null,
    state: 'open',
    openedBy: null,
    openedAt: at,
    inspectorateToldAt: null,
    cvteAskedAt: null,
    decidedAt: null,
    version: 1,
  })
}
