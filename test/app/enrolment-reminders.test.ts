import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {moveEnrolment} from '../../src/enrolment/move-enrolment.ts'
import {queueReminders} from '../../src/enrolment/changes/queue-reminders.ts'
import type {SessionExamId} from '../../src/ids.ts'
import {renderLetter} from '../../src/letters/index.ts'
import {DATABASES} from '../support/databases.ts'
import {lettersTo, openScene} from '../support/exam-office.ts'
import {openWorld, type World} from '../support/world.ts'

const READER = {language: 'nl', name: 'Sanne', school: 'Testcollege', zone: 'Europe/Amsterdam', page: ''} as const

describe.each(DATABASES)('reminders on %s', (which) => {
  let world: World
  beforeEach(async () => {
    world = await openWorld(which, {reminderDays: [7, 1]})
  })
  afterEach(() => world.close())

  const reminders = async (student: Parameters<typeof lettersTo>[1]) =>
    (await lettersTo(world, student)).filter(({letter}) => letter === 'reminder')

  test('come on each of the set days, once, however often the clock strikes', async () => {
    const scene = await openScene(world)
    const {student, asked} = await scene.registered()
    await enrolStudent(world.office(), asked)
    world.setNow('2026-11-23T23:59')
    expect(await queueReminders(world.system())).toBe(0)
    world.setNow('2026-11-24T00:00')
    expect(await queueReminders(world.system())).toBe(1)
    expect(await queueReminders(world.system())).toBe(0)
    world.setNow('2026-11-30T08:00')
    expect(await queueReminders(world.system())).toBe(1)
    world.setNow('2026-12-01T09:00')
    expect(await queueReminders(world.system())).toBe(0)
    const letters = await reminders(student)
    expect(letters).toHaveLength(2)
    expect(renderLetter('reminder', letters[0]!.data, READER).subject).toContain('Herinnering')
  })

  test('of a term that was missed are left out when a shorter one has begun', async () => {
    const scene = await openScene(world)
    const {student, asked} = await scene.registered()
    await enrolStudent(world.office(), asked)
    world.setNow('2026-11-30T12:00')
    await queueReminders(world.system())
    expect(await reminders(student)).toHaveLength(1)
  })

  test('are not sent to who has just had the confirmation', async () => {
    const scene = await openScene(world)
    const {student, asked} = await scene.registered()
    world.setNow('2026-11-26T12:00')
    await enrolStudent(world.office(), asked)
    expect(await queueReminders(world.system())).toBe(0)
    world.setNow('2026-11-30T12:00')
    expect(await queueReminders(world.system())).toBe(1)
    expect(await reminders(student)).toHaveLength(1)
  })

  test('follow a move to another day', async () => {
    const scene = await openScene(world)
    const later = await world.session('LATER', scene.period, scene.room, [scene.exam], {on: '2026-12-10'})
    const {student, registration, asked} = await scene.registered()
    await enrolStudent(world.office(), asked)
    world.setNow('2026-11-24T08:00')
    await queueReminders(world.system())
    await moveEnrolment(world.office(), {enrolment: registration.code, session: later.code})
    world.setNow('2026-11-30T08:00')
    expect(await queueReminders(world.system())).toBe(0)
    world.setNow('2026-12-03T08:00')
    expect(await queueReminders(world.system())).toBe(1)
    expect((await reminders(student)).at(-1)).toMatchObject({data: {seat: {session: 'LATER'}}})
  })

  test('are one for a seat, whatever number of exams is taken on it', async () => {
    const scene = await openScene(world, {minutes: 150, rules: {shareRoom: 'taal', shareSeat: 'taal'}})
    const second = await world.exam('RE', {rules: {shareRoom: 'taal', shareSeat: 'taal'}})
    await world.insert('sessionExam', {
      ...scene.session.sessionExams[0]!,
      id: world.ids.next<SessionExamId>(),
      examId: second.id,
      examVersionId: second.version.id,
      position: 1,
    })
    const {student, asked} = await scene.registered()
    await world.registration(student, second, scene.period)
    await enrolStudent(world.office(), asked)
    await enrolStudent(world.office(), {...asked, exam: 'RE'})
    world.setNow('2026-11-24T08:00')
    expect(await queueReminders(world.system())).toBe(1)
    expect(await reminders(student)).toMatchObject([{data: {seat: {exams: [{code: scene.exam.code}, {code: 'RE'}]}}}])
  })

  test('are queued once by two machines at the same moment', async () => {
    const scene = await openScene(world, {seats: 5})
    for (let i = 0; i < 5; i++) await enrolStudent(world.office(), (await scene.registered()).asked)
    world.setNow('2026-11-24T08:00')
    const queued = await Promise.all([queueReminders(world.system()), queueReminders(world.system())])
    expect(queued.reduce((a, b) => a + b)).toBe(5)
  })

  test('are no deed of a student', async () => {
    const scene = await openScene(world)
    const {student, asked} = await scene.registered()
    await enrolStudent(world.office(), asked)
    world.setNow('2026-11-24T08:00')
    await expect(queueReminders(world.as('student', student))).rejects.toMatchObject({code: 'deed.forbidden'})
  })
})
