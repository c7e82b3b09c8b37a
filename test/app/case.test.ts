import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {blockedEnrolments} from '../../src/delivery/cases/case-blocks.ts'
import {closeReport} from '../../src/delivery/reports/close-report.ts'
import {decideCase} from '../../src/delivery/cases/decide-case.ts'
import {hearCandidate} from '../../src/delivery/cases/hear-candidate.ts'
import {listCases} from '../../src/delivery/cases/list-cases.ts'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {showCase} from '../../src/delivery/cases/show-case.ts'
import {signReport} from '../../src/delivery/reports/sign-report.ts'
import {tellCase} from '../../src/delivery/cases/tell-case.ts'
import {triageCase} from '../../src/delivery/cases/triage-case.ts'
import {withdrawCase} from '../../src/delivery/cases/withdraw-case.ts'
import type {AttemptId, SessionExamId} from '../../src/ids.ts'
import {caseDecided} from '../../src/letters/case-decided.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, hold, mandated, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const reasons = (...codes: string[]) => ({
  code: 'case.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('cases on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which, {appealWorkingDays: 10})
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const asLead = (day: ExamDay) => world.as('lead', day.lead)
  const asBoard = (day: ExamDay) => world.as('board', day.member)
  const fraud = (day: ExamDay, ...students: string[]) =>
    openCase(asLead(day), {
      session: day.code,
      kind: 'fraud',
      scope: 'candidates',
      students,
      text: 'Telefoon onder de tafel',
    }).then((opened) => opened.case)
  const calamity = (day: ExamDay) =>
    openCase(world.office(), {session: day.code, kind: 'calamity', scope: 'session', text: 'Stroomstoring'}).then(
      (opened) => opened.case,
    )
  const blocked = (day: ExamDay) =>
    world.office().read('plan.read', async (stores) => {
      const blocks = await blockedEnrolments(
        stores,
        day.enrolments.map(({id}) => id),
      )
      return day.enrolments.map(({id}) => blocks.get(id) ?? [])
    })
  const standing = (day: ExamDay, i: number) =>
    world.office().read('plan.read', async (stores) => {
      const personId = day.students[i]!.id
      const [attempt] = await stores.attempts.all({personId})
      const [registration] = await stores.registrations.history({personId})
      return [attempt?.void, attempt?.counts, registration?.state, (await stores.enrolments.all({personId})).length]
    })
  const letters = (day: ExamDay) =>
    world
      .office()
      .read('plan.read', async ({outbox}) =>
        (await outbox.messages.all({personId: day.students.map(({id}) => id)})).map(
          ({body}) => body as {letter: string; data: Record<string, unknown>},
        ),
      )

  describe('are opened', () => {
    test('by the lead on some candidates, and block exactly those', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const code = await fraud(day, day.numbers[1]!)
      expect(await blocked(day)).toEqual([[], [code], []])
      expect(await listCases(asLead(day))).toMatchObject([
        {
          case: code,
          kind: 'fraud',
          scope: 'candidates',
          session: day.code,
          state: 'open',
          severity: null,
          candidates: 1,
          undecided: 1,
        },
      ])
    })

    test('on one exam of a session or on the whole of it', async () => {
      const day = await openExamDay(world, {students: 2})
      const second = await world.exam(`${day.exam.code}-B`)
      await world.insert('sessionExam', {
        id: world.ids.next<SessionExamId>(),
        sessionId: day.session.id,
        examId: second.id,
        examVersionId: second.version.id,
        position: 1,
        endedAt: null,
      })
      await begin(world, day)
      const whole = await calamity(day)
      const one = (
        await openCase(asLead(day), {
          session: day.code,
          kind: 'irregularity',
          scope: 'exam',
          exam: day.exam.code,
          text: 'Verkeerde versie',
        })
      ).case
      await expect(
        openCase(asLead(day), {session: day.code, kind: 'irregularity', scope: 'exam', exam: second.code, text: 'x'}),
      ).rejects.toMatchObject(reasons('case.nobody'))
      expect((await blocked(day)).map((codes) => codes.toSorted())).toEqual([
        [whole, one].toSorted(),
        [whole, one].toSorted(),
      ])
    })

    test('not by others, not on strangers, and not without saying what happened', async () => {
      const day = await openExamDay(world)
      const other = await openExamDay(world)
      await begin(world, day)
      const open = {
        session: day.code,
        kind: 'fraud' as const,
        scope: 'candidates' as const,
        students: [day.numbers[0]!],
        text: 'Spiekbrief',
      }
      await expect(openCase(world.as('lead', other.lead), open)).rejects.toMatchObject({
        code: 'report.not-your-session',
      })
      await expect(openCase(world.as('teacher'), open)).rejects.toMatchObject({kind: 'forbidden'})
      await expect(openCase(asLead(day), {...open, students: ['9999999']})).rejects.toMatchObject(
        reasons('case.not-a-candidate'),
      )
      await expect(openCase(asLead(day), {...open, text: ' '})).rejects.toMatchObject({code: 'input.invalid'})
      await expect(openCase(asLead(day), {...open, students: []})).rejects.toMatchObject({code: 'input.invalid'})
      expect(await blocked(day)).toEqual([[], [], []])
    })

    test('and take in who was enrolled later, when they are about the whole session', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const code = await calamity(day)
      const late = await world.student(`92${day.numbers[0]}`, {sortKey: 'zzz'})
      const enrolment = await world.enrolment(
        await world.registration(late, day.exam, day.period, {code: `R${late.studentNumber}`}),
        day,
      )
      world.setNow('2026-12-01T10:30')
      await recordAttendance(asLead(day), {session: day.code, all: true, attendance: 'present'})
      await signReport(asLead(day), {session: day.code})
      await closeReport(asLead(day), {session: day.code})
      const blocks = await world.office().read('plan.read', (stores) => blockedEnrolments(stores, [enrolment.id]))
      expect([...blocks.values()]).toEqual([[code]])
    })
  })

  describe('are triaged', () => {
    test('as minor or for the board, by who has authority over somebody in it', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const code = await fraud(day, day.numbers[0]!)
      const functionary = await mandated(world, day, ['case.triage'])
      const asFunctionary = world.as('functionary', functionary)
      await expect(
        triageCase(world.as('functionary', await mandated(world, day, ['case.decide'])), {
          case: code,
          severity: 'minor',
        }),
      ).rejects.toMatchObject(reasons('case.no-authority'))
      await expect(triageCase(world.office(), {case: code, severity: 'minor'})).rejects.toMatchObject({
        kind: 'forbidden',
      })
      expect(await triageCase(asFunctionary, {case: code, severity: 'minor'})).toEqual({
        case: code,
        severity: 'minor',
        before: null,
      })
      await triageCase(asFunctionary, {case: code, severity: 'board'})
      await expect(triageCase(asFunctionary, {case: code, severity: 'minor'})).rejects.toMatchObject(
        reasons('case.of-the-board'),
      )
      await triageCase(asBoard(day), {case: code, severity: 'minor'})
      expect(await showCase(asLead(day), {case: code})).toMatchObject({severity: 'minor', state: 'triaged'})
    })
  })

  describe('are decided', () => {
    const ready = async (
      severity: 'minor' | 'board' = 'board',
      students = 3,
    ): Promise<{day: ExamDay; code: string}> => {
      const day = await openExamDay(world, {students})
      await hold(world, day)
      const code = await calamity(day)
      await triageCase(asBoard(day), {case: code, severity})
      return {day, code}
    }
    const decide = (day: ExamDay, code: string, decision: Parameters<typeof decideCase>[1]['decision'], i?: number) =>
      decideCase(asBoard(day), {
        case: code,
        decision,
        reason: 'Besluit van de commissie',
        ...(i === undefined ? {} : {student: day.numbers[i]!}),
      })

    test('after triage, after hearing where it punishes, and after the report is closed', async () => {
      const day = await openExamDay(world)
      await begin(world, day)
      const code = await fraud(day, day.numbers[0]!)
      await expect(decide(day, code, 'excluded', 0)).rejects.toMatchObject(
        reasons('case.not-triaged', 'case.not-heard', 'case.report-not-closed'),
      )
      await triageCase(asBoard(day), {case: code, severity: 'board'})
      await hearCandidate(world.office(), {case: code, student: day.numbers[0]!, text: 'Zegt dat hij de tijd keek'})
      await expect(
        hearCandidate(world.office(), {case: code, student: day.numbers[1]!, text: 'x'}),
      ).rejects.toMatchObject(reasons('case.not-a-party'))
      await expect(decide(day, code, 'excluded', 0)).rejects.toMatchObject(reasons('case.report-not-closed'))
      await expect(decide(day, code, 'valid', 1)).rejects.toMatchObject(reasons('case.not-a-party'))
      expect(await standing(day, 0)).toEqual([undefined, undefined, 'agreed', 1])
    })

    test('per candidate, each with its outcome for attempt and registration', async () => {
      const {day, code} = await ready('board', 5)
      for (const i of [1, 3]) await hearCandidate(asBoard(day), {case: code, student: day.numbers[i]!, text: 'Gehoord'})
      for (const [i, decision] of (
        ['valid', 'void-counts', 'void-returned', 'excluded', 'new-sitting'] as const
      ).entries())
        await decide(day, code, decision, i)
      expect(await Promise.all([0, 1, 2, 3, 4].map((i) => standing(day, i)))).toEqual([
        [false, true, 'agreed', 1],
        [true, true, 'used', 1],
        [true, false, 'used', 1],
        [true, true, 'used', 1],
        [true, false, 'agreed', 0],
      ])
      const pool = await world.office().read('plan.read', ({pools}) => pools.get(day.pool.id))
      expect(pool.taken).toBe(4)
    })

    test('on everybody at once, with a letter to each that names the last day for appeal', async () => {
      const {day, code} = await ready()
      expect(await decide(day, code, 'new-sitting')).toMatchObject({
        decided: day.numbers.map((student) => ({student})),
        state: 'decided',
        undecided: 0,
        appealUntil: '2026-12-15',
      })
      for (const {data} of await letters(day)) expect(caseDecided.data.safeParse(data)).toMatchObject({success: true})
      expect(await letters(day)).toEqual(
        day.students.map(() => ({
          letter: 'case-decided',
          data: expect.objectContaining({
            takenOn: '2026-12-01',
            decidedBy: 'board',
            case: code,
            decision: 'new-sitting',
            appealUntil: '2026-12-15',
            reason: 'Besluit van de commissie',
          }),
        })),
      )
    })

    test('and stay open until it is decided on the last candidate; who is decided on is blocked no longer', async () => {
      const {day, code} = await ready()
      expect(await decide(day, code, 'valid', 0)).toMatchObject({state: 'triaged', undecided: 2})
      expect(await blocked(day)).toEqual([[], [code], [code]])
      await expect(decide(day, code, 'new-sitting', 0)).rejects.toMatchObject(reasons('case.decided-already'))
      expect(await decide(day, code, 'valid')).toMatchObject({
        state: 'decided',
        undecided: 0,
        decided: [{student: day.numbers[1]}, {student: day.numbers[2]}],
      })
      expect(await blocked(day)).toEqual([[], [], []])
      await expect(decide(day, code, 'valid')).rejects.toMatchObject(reasons('case.over'))
      expect(await listCases(world.office(), {session: day.code, undecided: true})).toEqual([])
    })

    test('minor ones by a functionary under a mandate, the others by the board only', async () => {
      const {day, code} = await ready('minor')
      const functionary = await mandated(world, day, ['case.decide'])
      const unmandated = await mandated(world, day, ['absence.judge'])
      const valid = {case: code, student: day.numbers[0]!, decision: 'valid', reason: 'Klein'} as const
      await expect(decideCase(world.as('functionary', unmandated), valid)).rejects.toMatchObject(
        reasons('case.no-authority'),
      )
      await expect(decideCase(world.office(), valid)).rejects.toMatchObject({kind: 'forbidden'})
      expect(await decideCase(world.as('functionary', functionary), valid)).toMatchObject({undecided: 2})
      const heavy = await ready('board')
      const other = await mandated(world, heavy.day, ['case.decide'])
      await expect(
        decideCase(world.as('functionary', other), {...valid, case: heavy.code, student: heavy.day.numbers[0]!}),
      ).rejects.toMatchObject(reasons('case.of-the-board'))
      const elsewhere = await openExamDay(world)
      await expect(
        decideCase(asBoard(elsewhere), {...valid, case: heavy.code, student: heavy.day.numbers[0]!}),
      ).rejects.toMatchObject({code: 'case.refused'})
      expect(await blocked(heavy.day)).toEqual([[heavy.code], [heavy.code], [heavy.code]])
    })

    test('not against an established result, which is reopened first', async () => {
      const {day, code} = await ready()
      await world.store.db
        .updateTable('attempt')
        .set({score: '8.0', passed: true})
        .where('enrolmentId', '=', day.enrolments[0]!.id)
        .execute()
      await expect(decide(day, code, 'new-sitting', 0)).rejects.toMatchObject(reasons('case.result-established'))
      expect(await decide(day, code, 'valid', 0)).toMatchObject({undecided: 2})
    })

    test('number the attempts after a returned one again', async () => {
      const {day, code} = await ready()
      const later = await world.insert('attempt', {
        id: world.ids.next<AttemptId>(),
        registrationId: null,
        enrolmentId: day.enrolments[1]!.id,
        personId: day.students[0]!.id,
        examId: day.exam.id,
        number: 2,
        takenOn: '2026-12-10' as never,
        attendance: 'present',
        counts: true,
        void: false,
        score: null,
        passed: null,
        source: 'report',
        endedAt: null,
        version: 1,
      })
      await decide(day, code, 'void-returned', 0)
      const [again] = await world.office().read('plan.read', ({attempts}) => attempts.all({id: later.id}))
      expect(again!.number).toBe(1)
    })
  })

  test('on central exams are told to the inspectorate and CvTE, on others not', async () => {
    const central = await openExamDay(world, {kind: 'central'})
    await begin(world, central)
    const code = await fraud(central, central.numbers[0]!)
    const told = await tellCase(asBoard(central), {case: code, inspectorate: true})
    expect(told).toEqual({case: code, inspectorateToldAt: world.now(), cvteAskedAt: null})
    world.setNow('2026-12-02T09:00')
    expect(await tellCase(asBoard(central), {case: code, inspectorate: true, cvte: true})).toEqual({
      ...told,
      cvteAskedAt: world.now(),
    })
    await expect(tellCase(asBoard(central), {case: code})).rejects.toMatchObject({code: 'input.invalid'})
    world.setNow('2026-11-02T09:00')
    const school = await openExamDay(world)
    await begin(world, school)
    await expect(
      tellCase(asBoard(school), {case: await fraud(school, school.numbers[0]!), inspectorate: true}),
    ).rejects.toMatchObject(reasons('case.not-central'))
  })

  test('opened by mistake are withdrawn and block nothing, unless something is decided', async () => {
    const day = await openExamDay(world)
    await hold(world, day)
    const mistaken = await fraud(day, day.numbers[0]!)
    await expect(withdrawCase(world.office(), {case: mistaken, reason: 'x'})).rejects.toMatchObject({kind: 'forbidden'})
    expect(await withdrawCase(asBoard(day), {case: mistaken, reason: 'Was een notitie'})).toEqual({
      case: mistaken,
      candidates: 1,
    })
    expect(await blocked(day)).toEqual([[], [], []])
    await expect(triageCase(asBoard(day), {case: mistaken, severity: 'minor'})).rejects.toMatchObject(
      reasons('case.over'),
    )
    const real = await calamity(day)
    await triageCase(asBoard(day), {case: real, severity: 'board'})
    await decideCase(asBoard(day), {case: real, student: day.numbers[0]!, decision: 'valid', reason: 'x'})
    await expect(withdrawCase(asBoard(day), {case: real, reason: 'x'})).rejects.toMatchObject(
      reasons('case.decided-in-part'),
    )
  })

  test('are shown in full to the board, to a lead of the session, and to no other lead', async () => {
    const day = await openExamDay(world)
    const other = await openExamDay(world)
    await begin(world, day)
    const code = await fraud(day, day.numbers[0]!)
    await hearCandidate(asBoard(day), {case: code, student: day.numbers[0]!, text: 'Ontkent'})
    expect(await showCase(asBoard(day), {case: code})).toMatchObject({
      candidates: [{student: day.numbers[0], exam: day.exam.code, heardAt: world.now(), decision: null}],
      notes: [
        {kind: 'opened', student: null, content: 'Telefoon onder de tafel', by: day.lead.staffCode},
        {kind: 'heard', student: day.numbers[0], content: 'Ontkent', by: day.member.staffCode},
      ],
    })
    await expect(showCase(world.as('lead', other.lead), {case: code})).rejects.toMatchObject({
      code: 'report.not-your-session',
    })
    await expect(showCase(world.as('student', day.students[0]), {case: code})).rejects.toMatchObject({
      code: 'view.forbidden',
    })
    expect(await listCases(world.as('lead', other.lead))).toEqual([])
  })

  test('are over when two members decide on the last two candidates at the same moment', async () => {
    const day = await openExamDay(world, {students: 2})
    await hold(world, day)
    const code = await calamity(day)
    await triageCase(asBoard(day), {case: code, severity: 'board'})
    await Promise.all(
      day.numbers.map((student) =>
        decideCase(asBoard(day), {case: code, student, decision: 'valid', reason: 'Geldig'}),
      ),
    )
    expect(await showCase(asBoard(day), {case: code})).toMatchObject({state: 'decided'})
  })

  test('are decided once on a candidate when two members do so at the same moment', async () => {
    const day = await openExamDay(world)
    await hold(world, day)
    const code = await calamity(day)
    await triageCase(asBoard(day), {case: code, severity: 'board'})
    const outcomes = await Promise.allSettled([
      decideCase(asBoard(day), {case: code, decision: 'new-sitting', reason: 'Opnieuw'}),
      decideCase(asBoard(day), {case: code, decision: 'valid', reason: 'Geldig'}),
    ])
    expect(outcomes.map(({status}) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await letters(day)).toHaveLength(3)
  })
})
