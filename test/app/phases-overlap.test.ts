import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {decideResits} from '../../src/results/decide-resits.ts'
import {establishResults} from '../../src/results/establish-results.ts'
import {publishResults} from '../../src/results/publish-results.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {requestResit} from '../../src/results/request-resit.ts'
import {DATABASES} from '../support/databases.ts'
import {type ExamDay, hold, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

/* Phases overlap (design §4, Period): nothing about a period as a whole holds up what one session or one student is ready for. */

describe.each(DATABASES)('in one period on %s', (which) => {
  let world: World
  let day: ExamDay
  beforeAll(async () => {
    world = await openWorld(which, {mailDelayMinutes: 0})
    day = await openExamDay(world, {students: 3})
    await world.session('LATER', day.period, day.room, [day.exam], {on: '2026-12-15', seats: 2})
    const late = await world.student('900001')
    await world.registration(late, day.exam, day.period, {code: 'LATE01'})
    await hold(world, day)
  })
  afterAll(() => world.close())

  const board = () => world.as('board', day.member)

  test('a session is reported and its results are published while another still takes enrolments', async () => {
    world.setNow('2026-12-03T09:00')
    const [failing, ...passing] = day.numbers
    await recordResult(world.office(), {student: failing!, exam: day.exam.code, score: '4,2'})
    for (const student of passing) await recordResult(world.office(), {student, exam: day.exam.code, score: '7,0'})
    const {established, refused} = await establishResults(board(), {session: day.code})
    expect([established.length, refused.length]).toEqual([3, 0])
    const {published} = await publishResults(board(), {session: day.code})
    expect(published).toHaveLength(3)
    expect(
      await enrolStudent(world.office(), {student: '900001', exam: day.exam.code, session: 'LATER'}),
    ).toMatchObject({
      enrolled: {session: 'LATER'},
    })
  })

  test('and who failed takes the resit in the same period', async () => {
    const [student] = day.numbers
    const {resit} = await requestResit(world.office(), {
      student: student!,
      exam: day.exam.code,
      reason: 'Net niet gehaald',
    })
    const [granted] = await decideResits(board(), {
      codes: [resit],
      decision: 'grant',
      reason: 'Een kans over',
      period: day.period.code,
    })
    expect(granted).toMatchObject({state: 'granted', period: day.period.code})
    const enrolled = await enrolStudent(world.office(), {student: student!, exam: day.exam.code, session: 'LATER'})
    expect(enrolled).toMatchObject({enrolled: {session: 'LATER', student}})
  })

  test('until the seats of that session are gone, whatever the state of the period', async () => {
    const third = await world.student('900002')
    await world.registration(third, day.exam, day.period, {code: 'LATE02'})
    await expect(
      enrolStudent(world.office(), {student: '900002', exam: day.exam.code, session: 'LATER'}),
    ).rejects.toMatchObject({
      kind: 'refused',
    })
  })
})
