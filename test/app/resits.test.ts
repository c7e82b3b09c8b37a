import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {judgeAbsence} from '../../src/delivery/absences/judge-absence.ts'
import type {AttemptId} from '../../src/ids.ts'
import type {ExamRules} from '../../src/institution/exams/exam.ts'
import {decideResits} from '../../src/results/decide-resits.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {listResits} from '../../src/results/list-resits.ts'
import {publishResults} from '../../src/results/publish-results.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {requestResit} from '../../src/results/request-resit.ts'
import {withdrawResit} from '../../src/results/withdraw-resit.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, hold, openExamDay} from '../support/exam-day.ts'
import {on, openWorld, type World} from '../support/world.ts'

const refusedWith = (...codes: string[]) => ({
  code: 'resit.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('resits on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which, {absenceLapsesResit: true})
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const board = ({member}: ExamDay) => world.as('board', member)
  const input = (day: ExamDay, i = 0) => ({student: day.numbers[i]!, exam: day.exam.code, reason: 'Net niet gehaald'})
  const ask = (day: ExamDay, i = 0) => requestResit(world.office(), input(day, i))
  /** A day at which the students got these scores, all established. */
  const taken = async (scores: readonly string[], rules: Partial<ExamRules> = {}) => {
    const day = await openExamDay(world, {students: scores.length, rules})
    await hold(world, day)
    for (const [i, score] of scores.entries())
      await recordResult(world.office(), {student: day.numbers[i]!, exam: day.exam.code, score})
    await establishResults(board(day), {session: day.code})
    return day
  }
  /** An earlier attempt that was taken over from elsewhere. */
  const earlier = (day: ExamDay, source: string, row: {passed: boolean; score: string}) =>
    world.insert('attempt', {
      id: world.ids.next<AttemptId>(),
      registrationId: null,
      enrolmentId: null,
      personId: day.students[0]!.id,
      examId: day.exam.id,
      number: 1,
      takenOn: on('2025-12-01'),
      attendance: 'present',
      counts: true,
      void: false,
      source,
      endedAt: null,
      version: 1,
      ...row,
    })
  const registrations = (day: ExamDay) =>
    world
      .office()
      .read('result.read', (stores) => stores.registrations.history({personId: day.students[0]!.id}, {orderBy: 'id'}))
  const letters = async (day: ExamDay) => {
    const sent = await world
      .office()
      .read('operation.read', ({outbox}) => outbox.messages.all({personId: day.students[0]!.id}))
    return sent.map(({body}) => body as {letter: string; data: Record<string, unknown>})
  }

  test('the board grants a resit, which becomes a registration in the open period', async () => {
    const day = await taken(['5.0'])
    const asked = await ask(day)
    expect(asked).toMatchObject({state: 'asked', reason: 'Net niet gehaald', byRule: false, registration: null})
    const [granted] = await decideResits(board(day), {codes: [asked.resit], decision: 'grant', reason: 'Nog een kans'})
    expect(granted).toMatchObject({state: 'granted', registration: expect.any(String), byRule: false})
    const made = await registrations(day)
    expect(made).toMatchObject([
      {state: 'used'},
      {code: granted?.registration, state: 'agreed', source: 'resit', closedAt: null, resitOf: expect.any(String)},
    ])
    expect(await letters(day)).toMatchObject([
      {letter: 'resit-decided', data: {decision: 'granted', reason: 'Nog een kans', period: granted?.period}},
    ])
  })

  test('a resit may be taken in another period, when it is named', async () => {
    const day = await taken(['5.0'])
    const later = await world.period(`${day.code}-LATER`, {}, {taking: ['2027-02-01', '2027-02-12']})
    const {resit} = await ask(day)
    const [granted] = await decideResits(board(day), {
      codes: [resit],
      decision: 'grant',
      reason: 'In februari',
      period: later.code,
    })
    expect(granted).toMatchObject({period: later.code})
  })

  test('where the rule of the exam grants it, it is granted at once', async () => {
    const day = await taken(['5.0'], {resit: 'rule'})
    expect(await ask(day)).toMatchObject({state: 'granted', byRule: true, registration: expect.any(String)})
    expect(await letters(day)).toMatchObject([{letter: 'resit-decided', data: {decision: 'granted'}}])
  })

  test('a refusal names the last day for appeal', async () => {
    const day = await taken(['5.0'])
    const {resit} = await ask(day)
    await decideResits(board(day), {codes: [resit], decision: 'refuse', reason: 'Eerst bijles'})
    expect(await letters(day)).toMatchObject([{data: {decision: 'refused', appealUntil: '2026-12-15'}}])
    expect(await registrations(day)).toHaveLength(1)
    await expect(decideResits(board(day), {codes: [resit], decision: 'grant', reason: 'Toch'})).rejects.toMatchObject(
      refusedWith('resit.decided-already'),
    )
  })

  describe('the rules', () => {
    test('attempts: none is left after the last one', async () => {
      const day = await taken(['5.0'], {attempts: 1})
      await expect(ask(day)).rejects.toMatchObject(refusedWith('registration.no-attempts-left'))
    })

    test('attempts without limit never run out', async () => {
      const day = await taken(['5.0'], {attempts: null})
      expect(await ask(day)).toMatchObject({state: 'asked'})
    })

    test('improvement never: not after a pass', async () => {
      const day = await taken(['6.0'], {improvement: 'never', attempts: 3})
      await expect(ask(day)).rejects.toMatchObject(refusedWith('registration.passed'))
    })

    test('improvement once: one more after a pass, and no second', async () => {
      const day = await taken(['6.0'], {improvement: 'once', attempts: 5})
      expect(await ask(day)).toMatchObject({state: 'asked'})
      const again = await taken(['6.4'], {improvement: 'once', attempts: 5})
      await earlier(again, 'import', {passed: true, score: '6.0'})
      await world.store.db
        .updateTable('attempt')
        .set({number: 2})
        .where('personId', '=', again.students[0]!.id)
        .where('source', '=', 'report')
        .execute()
      await expect(ask(again)).rejects.toMatchObject(refusedWith('registration.improvement-used'))
    })

    test('improvement always: as long as attempts are left', async () => {
      const day = await taken(['6.0'], {improvement: 'always', attempts: 5})
      await earlier(day, 'import', {passed: true, score: '6.0'})
      expect(await ask(day)).toMatchObject({state: 'asked'})
    })

    test('an absence without a valid reason ends the right, where the school says so', async () => {
      const day = await openExamDay(world, {students: 1})
      await hold(world, day, {absent: day.numbers})
      await judgeAbsence(board(day), {student: day.numbers[0]!, exam: day.exam.code, verdict: 'invalid'})
      await expect(ask(day)).rejects.toMatchObject(refusedWith('resit.lapsed'))
    })

    test('there must be an established result first', async () => {
      const day = await openExamDay(world, {students: 1})
      await hold(world, day)
      await recordResult(world.office(), {student: day.numbers[0]!, exam: day.exam.code, score: '5.0'})
      await expect(ask(day)).rejects.toMatchObject(refusedWith('resit.no-result', 'resit.registered'))
    })

    test('it is asked once at a time', async () => {
      const day = await taken(['5.0'])
      await ask(day)
      await expect(ask(day)).rejects.toMatchObject(refusedWith('resit.asked-already'))
    })

    test('where the SIS owns the attempts and none is left, a granted one waits for the SIS', async () => {
      const day = await taken(['5.0'], {attempts: 2})
      await earlier(day, 'sis', {passed: false, score: '4.0'})
      const {resit} = await ask(day)
      const [waits] = await decideResits(board(day), {codes: [resit], decision: 'grant', reason: 'Extra kans'})
      expect(waits).toMatchObject({state: 'waits-for-sis', registration: null})
      expect(await letters(day)).toMatchObject([{data: {decision: 'waits-for-sis'}}])
      expect(await registrations(day)).toHaveLength(1)
      const again = {codes: [resit], decision: 'grant', reason: 'Geregeld'} as const
      expect(await decideResits(board(day), again)).toMatchObject([{state: 'waits-for-sis'}])
      const [granted] = await decideResits(board(day), {...again, arranged: true})
      expect(granted).toMatchObject({state: 'granted', registration: expect.any(String)})
      expect(await registrations(day)).toMatchObject([{}, {source: 'resit', state: 'agreed'}])
    })
  })

  describe('who', () => {
    test('a student asks for himself, once his result is published', async () => {
      const day = await taken(['5.0', '5.0'])
      const student = () => world.as('student', day.students[0])
      await expect(requestResit(student(), input(day))).rejects.toMatchObject(refusedWith('resit.no-result'))
      await publishResults(board(day), {session: day.code})
      expect(await requestResit(student(), input(day))).toMatchObject({state: 'asked', requestedBy: day.numbers[0]})
      await expect(requestResit(student(), input(day, 1))).rejects.toMatchObject({code: 'student.not-found'})
      expect(await listResits(student())).toHaveLength(1)
      expect(await listResits(world.as('student', day.students[1]))).toEqual([])
    })

    test('a teacher asks for the students of her groups only', async () => {
      const day = await taken(['5.0', '5.0'])
      const teacher = await world.employee(`T${day.code}`)
      await world.group(`G${day.code}`, [day.students[0]!], [teacher])
      expect(await requestResit(world.as('teacher', teacher), input(day))).toMatchObject({
        requestedBy: teacher.staffCode,
      })
      await expect(requestResit(world.as('teacher', teacher), input(day, 1))).rejects.toMatchObject({
        code: 'student.not-found',
      })
    })

    test('only a member of the board that answers for the exam decides', async () => {
      const day = await taken(['5.0'])
      const other = await openExamDay(world, {students: 1})
      const {resit} = await ask(day)
      const decision = {codes: [resit], decision: 'grant', reason: 'Ja'} as const
      for (const role of ['office', 'functionary', 'teacher', 'student'] as const)
        await expect(decideResits(world.as(role, day.lead), decision)).rejects.toMatchObject({kind: 'forbidden'})
      await expect(decideResits(board(other), decision)).rejects.toMatchObject({code: 'resit.not-found'})
      expect(await listResits(world.office(), {student: day.numbers[0]})).toMatchObject([{state: 'asked'}])
    })
  })

  test('a request is taken back, but not once it is decided', async () => {
    const day = await taken(['5.0'])
    const {resit} = await ask(day)
    expect(await withdrawResit(world.office(), {resit})).toMatchObject({state: 'withdrawn'})
    await expect(withdrawResit(world.office(), {resit})).rejects.toMatchObject(refusedWith('resit.decided-already'))
    expect(await ask(day)).toMatchObject({state: 'asked'})
  })

  test('several are decided together or not at all', async () => {
    const day = await taken(['5.0', '5.0'])
    const [first, second] = [await ask(day), await ask(day, 1)]
    await withdrawResit(world.office(), {resit: second.resit})
    await expect(
      decideResits(board(day), {codes: [first.resit, second.resit], decision: 'grant', reason: 'Ja'}),
    ).rejects.toMatchObject(refusedWith('resit.decided-already'))
    expect(await listResits(world.office(), {student: day.numbers[0]})).toMatchObject([{state: 'asked'}])
    expect(await registrations(day)).toHaveLength(1)
  })
})
