import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {assignSeats} from '../../src/enrolment/assignment/assign-seats.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {listEnrolments} from '../../src/enrolment/list-enrolments.ts'
import {moveEnrolment} from '../../src/enrolment/move-enrolment.ts'
import type {Period, Person, Room} from '../../src/institution/model.ts'
import {listTasks} from '../../src/lifecycle/tasks.ts'
import {checkCertificates} from '../../src/planning/certificates/check-certificates.ts'
import {applyPlan} from '../../src/planning/plans/apply-plan.ts'
import {makePlan} from '../../src/planning/plans/make-plan.ts'
import {showCertificate} from '../../src/planning/certificates/show-certificate.ts'
import {topUpPlan} from '../../src/planning/plans/top-up-plan.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

type Exam = Awaited<ReturnType<World['exam']>>

describe.each(DATABASES)('the certificate on %s', (which) => {
  let world: World
  let period: Period
  let room: Room
  let exam: Exam
  let anna: Person
  let bram: Person
  let tuesday: Awaited<ReturnType<World['session']>>
  let n = 0

  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  /** Two sessions with a seat each, on a Tuesday and a Wednesday; Anna is at school on Tuesdays only. */
  async function twoSeats() {
    n++
    period = await world.period(`P${n}`)
    const where = await world.location(`L${n}`)
    room = await world.room(`R${n}`, where)
    exam = await world.exam(`NE${n}`, {form: 'written', rules: {enrolBy: ['office', 'student']}})
    tuesday = await world.session(`DI${n}`, period, room, [exam], {on: '2026-12-01', seats: 1})
    await world.session(`WO${n}`, period, room, [exam], {on: '2026-12-02', seats: 1})
    anna = await world.student(`${n}01`)
    bram = await world.student(`${n}02`)
    await onlyOn(anna, 2)
    await world.registration(anna, exam, period)
    await world.registration(bram, exam, period)
  }

  const onlyOn = (who: Person, weekday: number) =>
    world.insert('availableDay', {
      id: world.ids.next<string>(),
      personId: who.id,
      groupId: null,
      weekday,
      onDate: null,
      fromTime: null,
      toTime: null,
      available: true,
      endedAt: null,
    })

  const claim = (who: Person, session: string) =>
    enrolStudent(world.office(), {student: who.studentNumber!, exam: exam.code, session})
  const tasks = async () =>
    (await listTasks(world.office()))
      .filter(({kind}) => kind === 'repair-certificate')
      .map(({about, count}) => [about, count])

  test('holds as long as there is a seat for everybody, however they claim', async () => {
    await twoSeats()
    expect(await showCertificate(world.office(), period.code)).toMatchObject({
      holds: true,
      proven: true,
      enrolled: 0,
      waiting: 2,
      placed: 2,
      stuck: [],
    })
    await claim(anna, `DI${n}`)
    expect(await showCertificate(world.office(), period.code)).toMatchObject({holds: true, enrolled: 1, waiting: 1})
  })

  test('no claim is refused for it; who is stuck is named with the claim and what repairs it, which then does', async () => {
    await twoSeats()
    await claim(bram, `DI${n}`)
    const sheet = await showCertificate(world.office(), period.code)
    expect(sheet).toMatchObject({holds: false, proven: true, placed: 0, waiting: 1})
    expect(sheet.stuck).toMatchObject([
      {
        student: anna.studentNumber,
        exam: exam.code,
        sessions: [`DI${n}`],
        since: {student: bram.studentNumber, session: `DI${n}`, at: world.now()},
        moves: [{student: bram.studentNumber, from: `DI${n}`, to: `WO${n}`}],
        to: `DI${n}`,
        commands: [expect.stringMatching(/^ontrac enrolment move /), expect.stringMatching(/^ontrac enrolment add /)],
      },
    ])
    const [move] = sheet.stuck[0]!.moves
    await moveEnrolment(world.office(), {enrolment: move!.registration, session: move!.to, reason: 'ruimte maken'})
    expect(await showCertificate(world.office(), period.code)).toMatchObject({holds: true})
    await claim(anna, `DI${n}`)
  })

  test('the claim that took the last way out is named, not the first', async () => {
    await twoSeats()
    await world.session(`DO${n}`, period, room, [exam], {on: '2026-12-03', seats: 1})
    const cato = await world.student(`${n}03`)
    const daan = await world.student(`${n}04`)
    await onlyOn(cato, 2)
    await world.registration(cato, exam, period)
    await world.registration(daan, exam, period)
    // Anna and Cato want the one seat on Tuesday, so that one of them never had a place.
    await world.store.db
      .updateTable('seatPool')
      .set({capacity: 2})
      .where('sessionId', '=', tuesday.session.id)
      .execute()
    world.setNow('2026-11-03T09:00')
    await claim(daan, `WO${n}`)
    world.setNow('2026-11-03T09:05')
    await claim(bram, `DI${n}`)
    world.setNow('2026-11-03T09:10')
    const {stuck} = await showCertificate(world.office(), period.code)
    expect(stuck).toHaveLength(1)
    expect(stuck[0]!.since).toMatchObject({student: bram.studentNumber, session: `DI${n}`})
  })

  test('who never had a place in these sessions is told so, and gets extra sessions proposed', async () => {
    await twoSeats()
    const cato = await world.student(`${n}03`)
    await onlyOn(cato, 2)
    await world.registration(cato, exam, period)
    const {stuck} = await showCertificate(world.office(), period.code)
    expect(stuck).toMatchObject([
      {since: null, moves: [], to: null, commands: [`ontrac plan top-up ${period.code} --exam ${exam.code}`]},
    ])
    const dry = await topUpPlan(world.office(), {period: period.code, dryRun: true})
    expect(dry).toMatchObject({plan: null, extra: {plan: null, placed: 1}})
    const topped = await topUpPlan(world.office(), {period: period.code})
    expect(topped.placed).toHaveLength(2)
    expect(topped.extra).toMatchObject({plan: expect.any(String), placed: 1, sessions: [{on: expect.any(String)}]})
    expect(topped.extra!.sessions).toHaveLength(1)
    await applyPlan(world.office(), {plan: topped.extra!.plan!})
    expect(await showCertificate(world.office(), period.code)).toMatchObject({holds: true, waiting: 3})
  })

  test('central assignment adopts it, where first come first served would leave somebody out', async () => {
    await twoSeats()
    // Bram comes first in every list, and Tuesday comes first in time.
    const assigned = await assignSeats(world.office(), {period: period.code})
    expect(assigned).toMatchObject({placed: 2, without: [], changed: []})
    const enrolments = await listEnrolments(world.office(), {period: period.code})
    expect(Object.fromEntries(enrolments.map(({student, session}) => [student, session]))).toEqual({
      [anna.studentNumber!]: `DI${n}`,
      [bram.studentNumber!]: `WO${n}`,
    })
  })

  test('a place that somebody else took is replaced, and the others stay as planned', async () => {
    await twoSeats()
    await topUpPlan(world.office(), {period: period.code})
    const cato = await world.student(`${n}03`)
    await world.registration(cato, exam, period)
    await world.session(`DO${n}`, period, room, [exam], {on: '2026-12-03', seats: 1})
    await claim(cato, `WO${n}`)
    expect(await showCertificate(world.office(), period.code)).toMatchObject({holds: true, replaced: 1})
    expect(await assignSeats(world.office(), {period: period.code})).toMatchObject({
      placed: 2,
      asPlanned: 1,
      without: [],
    })
  })

  test('timed work looks at it once a minute at most, only when something changed, and makes it a task', async () => {
    await twoSeats()
    const looked = () => checkCertificates(world.system())
    world.setNow('2026-11-04T09:00')
    await looked()
    expect(await looked()).toEqual({checked: 0, stuck: 0})
    await claim(bram, `DI${n}`)
    expect(await looked()).toEqual({checked: 0, stuck: 0})
    world.setNow('2026-11-04T09:01')
    expect(await looked()).toEqual({checked: 1, stuck: 1})
    expect(await tasks()).toContainEqual([period.code, 1])
    world.setNow('2026-11-04T09:02')
    expect(await looked()).toEqual({checked: 0, stuck: 0})
    const enrolments = await listEnrolments(world.office(), {period: period.code})
    await moveEnrolment(world.office(), {
      enrolment: enrolments[0]!.registration,
      session: `WO${n}`,
      reason: 'ruimte maken',
    })
    expect(await looked()).toEqual({checked: 1, stuck: 0})
    expect(await tasks()).not.toContainEqual([period.code, 1])
    for (const role of ['student', 'teacher', 'lead', 'board'] as const)
      await expect(showCertificate(world.as(role), period.code)).rejects.toMatchObject({code: 'view.forbidden'})
  })

  test('a plan that is applied is its own certificate', async () => {
    n++
    period = await world.period(`P${n}`)
    await world.room(`R${n}`, await world.location(`L${n}`))
    exam = await world.exam(`NE${n}`, {form: 'written'})
    for (let i = 0; i < 5; i++) await world.registration(await world.student(`${n}0${i}`), exam, period)
    await applyPlan(world.office(), {plan: (await makePlan(world.office(), {period: period.code})).code})
    expect(await showCertificate(world.office(), period.code)).toMatchObject({
      holds: true,
      waiting: 5,
      placed: 5,
      replaced: 0,
    })
  })
})
