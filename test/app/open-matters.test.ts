import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {closeReport} from '../../src/delivery/reports/close-report.ts'
import {controlSession} from '../../src/delivery/reports/control-session.ts'
import {correctReport} from '../../src/delivery/reports/correct-report.ts'
import {decideCase} from '../../src/delivery/cases/decide-case.ts'
import {judgeAbsence} from '../../src/delivery/absences/judge-absence.ts'
import {openCase} from '../../src/delivery/cases/open-case.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {signReport} from '../../src/delivery/reports/sign-report.ts'
import {triageCase} from '../../src/delivery/cases/triage-case.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, hold, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('what is open when a period closes on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(() => world.setNow('2026-11-02T09:00'))
  afterAll(() => world.close())

  const board = (day: ExamDay) => world.as('board', day.member)
  const open = (day: ExamDay) =>
    world.office().read('operation.read', ({lifecycle}) => lifecycle.openMatters(day.period.id))

  test('of an aborted session only what was handed in waits for a result; the others come to the next sitting', async () => {
    const day = await openExamDay(world, {students: 3})
    await begin(world, day)
    const lead = world.as('lead', day.lead)
    await recordAttendance(lead, {session: day.code, students: [day.numbers[0]!], attendance: 'present'})
    await recordAttendance(lead, {session: day.code, students: day.numbers.slice(1), attendance: 'notFinished'})
    await controlSession(lead, {session: day.code, action: 'abort', reason: 'Stroomstoring'})
    await signReport(lead, {session: day.code})
    await closeReport(lead, {session: day.code})
    expect(await open(day)).toMatchObject({sessions: [], results: 1, absences: 0, registrations: 3})
  })

  test('an absence that is judged valid is no open matter, and one that is established stays in the report as it is', async () => {
    const day = await openExamDay(world, {students: 3})
    const [absent] = day.numbers
    await hold(world, day, {absent: [absent!]})
    expect(await open(day)).toMatchObject({results: 3, absences: 1})
    const about = {student: absent!, exam: day.exam.code}
    await judgeAbsence(board(day), {...about, verdict: 'invalid', reason: 'Niet afgemeld'})
    await establishResults(board(day), {session: day.code})
    expect(await open(day)).toMatchObject({results: 2, absences: 0})
    const wrong = {
      session: day.code,
      student: absent!,
      attendance: 'present',
      reason: 'Zat in een ander lokaal',
    } as const
    await expect(correctReport(world.office(), wrong)).rejects.toMatchObject({
      details: {reasons: expect.arrayContaining([expect.objectContaining({code: 'report.result-established'})]) as []},
    })
  })

  test('a case does not undo an absence that is established: it is reopened first', async () => {
    const day = await openExamDay(world, {students: 2})
    const [absent] = day.numbers
    await hold(world, day, {absent: [absent!]})
    const about = {student: absent!, exam: day.exam.code}
    await judgeAbsence(board(day), {...about, verdict: 'invalid', reason: 'Niet afgemeld'})
    await establishResults(board(day), {session: day.code})
    const {case: code} = await openCase(world.office(), {
      session: day.code,
      kind: 'calamity',
      scope: 'session',
      text: 'Brandalarm',
    })
    await triageCase(board(day), {case: code, severity: 'board', reason: 'Raakt iedereen'})
    const decision = {case: code, student: absent!, decision: 'new-sitting', reason: 'Opnieuw'} as const
    await expect(decideCase(board(day), decision)).rejects.toMatchObject({
      details: {reasons: [{code: 'case.result-established'}]},
    })
  })
})
