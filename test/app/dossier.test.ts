import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {openContext} from '../../db/context.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {checkDossier} from '../../src/archive/check-dossier.ts'
import {inspectDossier} from '../../src/archive/inspect-dossier.ts'
import {showDossier} from '../../src/archive/show-dossier.ts'
import {showSessionDossier} from '../../src/archive/show-session-dossier.ts'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {exportResults, markResultsSent} from '../../src/results/export-results.ts'
import {openResult} from '../../src/results/open-result.ts'
import {publishResults} from '../../src/results/publish-results.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, hold, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('dossiers on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const board = ({member}: ExamDay) => world.as('board', member)
  const settled = async () => {
    const day = await openExamDay(world, {students: 2})
    await hold(world, day)
    for (const [i, score] of ['6.8', '5.0'].entries())
      await recordResult(world.office(), {student: day.numbers[i]!, exam: day.exam.code, score})
    await establishResults(board(day), {session: day.code})
    await publishResults(board(day), {session: day.code})
    return day
  }

  test('a student’s dossier holds the whole way from registration to result', async () => {
    const day = await settled()
    const dossier = await showDossier(world.office(), {student: day.numbers[0]!})
    expect(dossier).toMatchObject({
      student: {number: day.numbers[0]},
      registrations: [{registration: `R${day.numbers[0]}`, exam: day.exam.code, state: 'used'}],
      enrolments: [{session: day.code, exam: day.exam.code, room: day.room.code}],
      reports: [{session: day.code, attendance: 'present'}],
      attempts: [
        {
          state: 'published',
          score: '6.8',
          passed: true,
          results: [{step: 'final', establishedBy: day.member.staffCode}],
        },
      ],
      letters: [{letter: 'result-published'}],
    })
    expect(dossier.audit.map(({deed}) => deed)).toEqual(
      expect.arrayContaining(['result.record', 'result.establish', 'result.publish']),
    )
    expect(JSON.stringify(dossier)).not.toContain(day.numbers[1])
  })

  describe('an inspector', () => {
    const inspector = (periods: readonly string[]) =>
      openContext({
        store: world.store,
        clock: {now: () => world.now()},
        ids: world.ids,
        hash: hasher,
        asOf: {at: world.now(), writes: true},
        actor: {person: null, roles: ['inspector'], scopes: {inspector: {periodIds: periods}}},
      })
    const looks = () =>
      world.as('admin').read('audit.read', ({audit}) => audit.entries({deed: 'dossier.inspect', limit: 9}))

    test('reads a dossier of a period granted to him, and his look is kept', async () => {
      const day = await settled()
      const [student = ''] = day.numbers
      const before = (await looks()).length
      const dossier = await inspectDossier(inspector([day.period.id]), {student})
      expect(dossier).toMatchObject({student: {number: student}, attempts: [{state: 'published'}]})
      const [look, ...earlier] = await looks()
      expect(look).toMatchObject({role: 'inspector', for: student, facts: {period: day.period.code}})
      expect(earlier).toHaveLength(before)
    })

    test('reads nothing of another period, of a student outside it, or as one reads who needs no grant', async () => {
      const [day, other] = [await settled(), await settled()]
      const [student = ''] = day.numbers
      const before = (await looks()).length
      const granted = inspector([other.period.id])
      const refusal = {code: 'dossier.not-granted'}
      await expect(inspectDossier(granted, {student, period: day.period.code})).rejects.toMatchObject(refusal)
      await expect(inspectDossier(inspector([]), {student})).rejects.toMatchObject(refusal)
      await expect(inspectDossier(granted, {student})).rejects.toMatchObject({code: 'student.not-found'})
      const both = inspector([day.period.id, other.period.id])
      await expect(inspectDossier(both, {student})).rejects.toMatchObject({code: 'dossier.period-needed'})
      await expect(showDossier(granted, {student})).rejects.toMatchObject({code: 'view.forbidden'})
      await expect(inspectDossier(world.office(), {student})).rejects.toMatchObject({code: 'deed.forbidden'})
      expect(await looks()).toHaveLength(before)
    })
  })

  test('the same records give the same dossier, letter by letter', async () => {
    const day = await settled()
    const [first, second] = [
      await showDossier(world.office(), {student: day.numbers[0]!}),
      await showDossier(world.office(), {student: day.numbers[0]!}),
    ]
    expect(JSON.stringify(first)).toBe(JSON.stringify(second))
  })

  test('a student sees his own, without what he has not opened and without the work of others', async () => {
    const day = await settled()
    await openCase(world.office(), {
      session: day.code,
      kind: 'fraud',
      scope: 'session',
      text: 'Iemand zag een telefoon',
    })
    const own = () => world.as('student', day.students[0])
    expect((await showDossier(own(), {student: day.numbers[0]!})).attempts).toMatchObject([
      {score: null, results: [], messages: []},
    ])
    await openResult(own(), {exam: day.exam.code})
    const dossier = await showDossier(own(), {student: day.numbers[0]!})
    expect(dossier).toMatchObject({
      attempts: [{score: '6.8'}],
      audit: [],
      facts: [],
      cases: [{state: 'open', notes: []}],
    })
    expect(JSON.stringify(dossier)).not.toContain('telefoon')
    await expect(showDossier(own(), {student: day.numbers[1]!})).rejects.toMatchObject({code: 'student.not-found'})
  })

  test('a session’s dossier holds its people, lists, report, cases and results, for those who see all of it', async () => {
    const day = await settled()
    const dossier = await showSessionDossier(world.office(), {session: day.code})
    expect(dossier).toMatchObject({
      session: {code: day.code, state: 'reported', room: day.room.code},
      exams: [{exam: day.exam.code}],
      staff: expect.arrayContaining([expect.objectContaining({staff: day.lead.staffCode, duty: 'lead'})]),
      lists: [{number: 1}],
      report: {state: 'signed', signatures: [{role: 'lead'}]},
    })
    expect(dossier.enrolments.map(({student}) => student)).toEqual(expect.arrayContaining(day.numbers))
    expect(dossier.results.map(({score}) => score)).toEqual(expect.arrayContaining(['5.0', '6.8']))
    await expect(showSessionDossier(world.as('teacher', day.lead), {session: day.code})).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'dossier.not-yours',
    })
  })

  test('what is missing is named until nothing is', async () => {
    const day = await openExamDay(world, {students: 1})
    const codes = async () =>
      (await checkDossier(world.office(), {student: day.numbers[0]!})).missing.map(({code}) => code)
    expect(await codes()).toEqual(['dossier.registration-open'])
    await hold(world, day)
    expect(await codes()).toEqual(['dossier.registration-open', 'dossier.no-score'])
    await recordResult(world.office(), {student: day.numbers[0]!, exam: day.exam.code, score: '6.0'})
    expect(await codes()).toEqual(['dossier.registration-open', 'dossier.not-established'])
    await establishResults(board(day), {session: day.code})
    expect(await codes()).toEqual(['dossier.not-published', 'dossier.not-sent'])
    await publishResults(board(day), {session: day.code})
    const {sent} = await exportResults(world.office(), {period: day.period.code})
    expect(await markResultsSent(world.office(), sent)).toBe(1)
    expect(await checkDossier(world.office(), {student: day.numbers[0]!})).toMatchObject({complete: true, missing: []})
  })
})
