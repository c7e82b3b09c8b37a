import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

const reasonsOf = (...codes: string[]) => ({
  code: 'enrolment.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})

describe.each(DATABASES)('enrolling on %s', (which) => {
  let world: World
  let scene: Awaited<ReturnType<typeof openScene>>
  let n = 0

  async function openScene() {
    const noord = await world.location(`N${++n}`)
    const room = await world.room(`R${n}`, noord)
    const period = await world.period(`P${n}`)
    const student = await world.student(`${10_000 + n}`)
    const exam = await world.exam(`NL${n}`, {rules: {enrolBy: ['student', 'teacher', 'office']}})
    const registration = await world.registration(student, exam, period)
    const session = await world.session(`S${n}`, period, room, [exam], {seats: 2})
    return {
      noord,
      room,
      period,
      student,
      exam,
      registration,
      session,
      asked: {student: student.studentNumber!, exam: exam.code, session: session.code},
    }
  }

  beforeAll(async () => {
    world = await openWorld(which)
  })
  beforeEach(async () => {
    scene = await openScene()
  })
  afterAll(() => world.close())

  test('a student takes a seat and gets a letter that confirms it', async () => {
    const answer = await enrolStudent(world.as('student', scene.student), scene.asked)
    expect(answer).toMatchObject({
      enrolled: {session: scene.session.code, from: '09:00', until: '10:00', room: scene.room.code},
    })
    const [pool] = await world.office().read('enrolment.read', ({pools}) => pools.all({sessionId: scene.session.id}))
    expect(pool).toMatchObject({taken: 1})
    const letters = await world
      .office()
      .read('operation.read', ({outbox}) => outbox.messages.all({personId: scene.student.id}))
    expect(letters).toMatchObject([
      {body: {letter: 'enrolment-confirmed', data: {seat: {session: scene.session.code}}}},
    ])
  })

  test('a second enrolment of the same registration is refused', async () => {
    await enrolStudent(world.office(), scene.asked)
    await expect(enrolStudent(world.office(), scene.asked)).rejects.toMatchObject(reasonsOf('enrolment.exists'))
  })
})
