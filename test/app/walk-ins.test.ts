import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {closeReport} from '../../src/delivery/reports/close-report.ts'
import {recordAttendance} from '../../src/delivery/reports/record-attendance.ts'
import {recordWalkIn, settleWalkIn} from '../../src/delivery/reports/record-walk-in.ts'
import {showReport} from '../../src/delivery/reports/show-report.ts'
import {signReport} from '../../src/delivery/reports/sign-report.ts'
import type {Person} from '../../src/institution/model.ts'
import {DATABASES} from '../support/databases.ts'
import {begin, type ExamDay, openExamDay} from '../support/exam-day.ts'
import {openWorld, type World} from '../support/world.ts'

const because = (...codes: string[]) => ({
  code: 'report.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('who comes without a seat on %s', (which) => {
  let world: World
  let day: ExamDay
  let stranger: Person
  let walkIn: Readonly<{session: string; student: string; exam: string}>
  beforeAll(async () => {
    world = await openWorld(which)
    day = await openExamDay(world, {students: 1})
    stranger = await world.student('777', {givenName: 'Vera', prefix: '', familyName: 'Vreemd'})
    walkIn = {session: day.code, student: '777', exam: day.exam.code}
    await begin(world, day)
  })
  beforeEach(() => world.setNow('2026-12-01T10:30'))
  afterAll(() => world.close())

  const lead = () => world.as('lead', day.lead)

  test('is put in the report by who is on duty, though he is no student of that session, and can be seen there', async () => {
    expect(await recordWalkIn(lead(), {...walkIn, text: 'Zat aan een vrije computer'})).toMatchObject({admitted: true})
    const shown = await showReport(lead(), {session: day.code})
    expect(shown.walkIns).toEqual([
      {
        student: '777',
        name: 'Vreemd, Vera',
        exam: day.exam.code,
        admitted: true,
        at: world.now(),
        remark: 'Zat aan een vrije computer',
        settled: null,
      },
    ])
    expect(shown.facts.at(-1)).toMatchObject({kind: 'walk-in', student: '777', detail: {examId: day.exam.code}})
    expect(shown.candidates.map(({student}) => student)).toEqual(day.numbers)
  })

  test('stands there once, has no seat, and comes for an exam that is taken there', async () => {
    await expect(recordWalkIn(lead(), walkIn)).rejects.toMatchObject(because('report.walk-in-already'))
    const seated = {...walkIn, student: day.numbers[0]!}
    await expect(recordWalkIn(lead(), seated)).rejects.toMatchObject(because('report.has-a-seat'))
    const other = await world.exam('ELDERS')
    const elsewhere = {...walkIn, exam: other.code}
    await expect(recordWalkIn(lead(), elsewhere)).rejects.toMatchObject(because('report.exam-not-here'))
    const nobody = {...walkIn, student: '000'}
    await expect(recordWalkIn(lead(), nobody)).rejects.toMatchObject({code: 'student.not-found'})
    await expect(recordWalkIn(world.as('student', stranger), walkIn)).rejects.toMatchObject({code: 'view.forbidden'})
  })

  test('is settled by the office with a reason once the report is signed; the report stays intact and makes no attempt of him', async () => {
    const settle = {...walkIn, reason: 'Neemt deel op 14 december'}
    await expect(settleWalkIn(world.office(), settle)).rejects.toMatchObject(because('report.not-signed'))
    await recordAttendance(lead(), {session: day.code, all: true, attendance: 'present'})
    await signReport(lead(), {session: day.code})
    await closeReport(lead(), {session: day.code})
    await expect(settleWalkIn(lead(), settle)).rejects.toMatchObject({code: 'report.office-only'})
    expect(await settleWalkIn(world.office(), settle)).toMatchObject({reason: 'Neemt deel op 14 december'})
    await expect(settleWalkIn(world.office(), settle)).rejects.toMatchObject(because('report.no-walk-in'))
    const shown = await showReport(world.office(), {session: day.code})
    expect(shown).toMatchObject({intact: true, walkIns: [{settled: 'Neemt deel op 14 december'}]})
    const made = await world.office().read('plan.read', ({attempts}) => attempts.count({personId: stranger.id}))
    expect(made).toBe(0)
  })
})
