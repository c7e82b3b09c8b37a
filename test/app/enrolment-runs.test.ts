import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {type Assignment, assignSeats, previewAssignment} from '../../src/enrolment/assignment/assign-seats.ts'
import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {enrolStudent} from '../../src/enrolment/enrol-student.ts'
import {finishRun} from '../../src/enrolment/assignment/enrolment-run.ts'
import {listEnrolments} from '../../src/enrolment/list-enrolments.ts'
import {moveAll, previewMoveAll} from '../../src/enrolment/changes/move-all.ts'
import {undoEnrolmentRun} from '../../src/enrolment/assignment/undo-enrolment-run.ts'
import type {PlanId} from '../../src/ids.ts'
import {at, openWorld, type World} from '../support/world.ts'
import {DATABASES} from '../support/databases.ts'
import {brokenRules, foundWrong, lettersTo, openScene, refusedFor, type Scene} from '../support/exam-office.ts'

type Registered = Awaited<ReturnType<Scene['registered']>>

describe.each(DATABASES)('runs of enrolment on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  async function many(scene: Scene, count: number): Promise<readonly Registered[]> {
    const made: Registered[] = []
    for (let i = 0; i < count; i++) made.push(await scene.registered())
    return made
  }

  /** The exam office at a machine that fails at its n-th write. */
  const dying = (n: number) => {
    const office = world.office()
    let writes = 0
    const write = ((deed, options, work) => {
      if (++writes === n) throw new Error('The power fails.')
      return office.write(deed, options, work)
    }) as typeof office.write
    return {...office, write}
  }

  /** An applied plan that holds a place for these in the scene's session. */
  async function certificate(scene: Scene, registered: readonly Registered[]) {
    const plan = await world.insert('plan', {
      id: world.ids.next<PlanId>(),
      code: `PL${scene.n}`,
      periodId: scene.period.id,
      state: 'applied',
      basedOn: {},
      problemDigest: '',
      costs: {},
      body: {},
      createdAt: world.now(),
      appliedAt: world.now(),
      version: 1,
    })
    const [sessionExam] = scene.session.sessionExams
    for (const {registration} of registered)
      await world.insert('planSeat', {
        planId: plan.id,
        registrationId: registration.id,
        sessionId: scene.session.id,
        sessionExamId: sessionExam!.id,
      })
  }

  const enrolled = async (session: string) =>
    (await listEnrolments(world.office(), {session})).map(({student}) => student).toSorted()
  const workingDays = (who: Registered, weekday: number) =>
    world.insert('availableDay', {
      id: world.ids.next<string>(),
      personId: who.student.id,
      groupId: null,
      weekday,
      onDate: null,
      fromTime: null,
      toTime: null,
      available: true,
      endedAt: null,
    })

  describe('central assignment', () => {
    test('enrols everybody in one deed: as planned, and the others in what is left', async () => {
      const scene = await openScene(world, {seats: 2})
      const early = await world.session(`${scene.session.code}-A`, scene.period, scene.room, [scene.exam], {
        on: '2026-11-30',
        seats: 1,
      })
      const [a, b, c] = (await many(scene, 3)) as [Registered, Registered, Registered]
      await certificate(scene, [a, b])
      const preview = await previewAssignment(world.office(), {period: scene.period.code})
      expect(preview).toMatchObject({placed: 3, asPlanned: 2, without: [], run: null})
      expect(await enrolled(scene.session.code)).toEqual([])
      const assigned = await assignSeats(world.office(), {period: scene.period.code})
      expect(assigned).toMatchObject({placed: 3, asPlanned: 2, without: [], changed: []})
      expect(await enrolled(scene.session.code)).toEqual([a.asked.student, b.asked.student])
      expect(await enrolled(early.code)).toEqual([c.asked.student])
      expect(await assignSeats(world.office(), {period: scene.period.code})).toMatchObject({placed: 0, run: null})
    })

    test('says of whom it cannot place why not', async () => {
      const scene = await openScene(world, {seats: 1})
      await many(scene, 2)
      const other = await world.exam(`XX${scene.n}`)
      const student = await world.student(`77${scene.n}`)
      await world.registration(student, other, scene.period)
      const {placed, without} = await assignSeats(world.office(), {period: scene.period.code})
      expect(placed).toBe(1)
      expect(without.map(({exam, reasons}) => [exam, reasons.map(({code}) => code)])).toEqual(
        expect.arrayContaining([
          [scene.exam.code, ['enrolment.full']],
          [other.code, ['enrolment.no-session']],
        ]),
      )
    })

    test('never places anybody on a working day, save with an override and a reason', async () => {
      const scene = await openScene(world)
      const [worker] = (await many(scene, 1)) as [Registered]
      await workingDays(worker, 4)
      await certificate(scene, [worker])
      const period = scene.period.code
      expect(await assignSeats(world.office(), {period})).toMatchObject({
        placed: 0,
        without: [{reasons: [{code: 'moment.no-school-day'}]}],
      })
      await expect(assignSeats(world.office(), {period, override: true})).rejects.toMatchObject({
        code: 'enrolment.override-reason',
      })
      expect(
        await assignSeats(world.office(), {period, override: true, reason: 'Afgesproken met het bedrijf'}),
      ).toMatchObject({placed: 1, without: []})
    })

    test('only for one exam, when that is asked', async () => {
      const scene = await openScene(world)
      await many(scene, 1)
      const other = await world.exam(`YY${scene.n}`)
      expect(await previewAssignment(world.office(), {period: scene.period.code, exams: [other.code]})).toMatchObject({
        placed: 0,
      })
      expect(
        await previewAssignment(world.office(), {period: scene.period.code, exams: [scene.exam.code]}),
      ).toMatchObject({placed: 1})
      await expect(assignSeats(world.as('planner'), {period: scene.period.code})).rejects.toMatchObject({
        code: 'deed.forbidden',
      })
    })

    test('puts two exams of one student at different times, or on one seat where that is allowed', async () => {
      const scene = await openScene(world, {seats: 5})
      const other = await world.exam(`ZZ${scene.n}`)
      const clash = await world.session(`${scene.session.code}-Z1`, scene.period, scene.room, [other], {
        from: '09:30',
        seats: 5,
      })
      const later = await world.session(`${scene.session.code}-Z2`, scene.period, scene.room, [other], {
        from: '13:00',
        seats: 5,
      })
      const [one] = (await many(scene, 1)) as [Registered]
      await world.registration(one.student, other, scene.period)
      expect(await assignSeats(world.office(), {period: scene.period.code})).toMatchObject({placed: 2, without: []})
      expect(await enrolled(clash.code)).toEqual([])
      expect(await enrolled(later.code)).toEqual([one.asked.student])
    })

    test('lists what somebody changed between plan and deed, and does the rest', async () => {
      const scene = await openScene(world, {seats: 2})
      const [a, b] = (await many(scene, 2)) as [Registered, Registered]
      const office = world.office()
      // The plan is made on one snapshot; before it is stored as a run somebody enrols by hand.
      const racing = {
        ...office,
        write: (async (deed, options, work) => {
          if (deed === 'enrolment.assign' && (await enrolled(scene.session.code)).length === 0)
            await enrolStudent(world.office(), a.asked)
          return office.write(deed, options, work)
        }) as typeof office.write,
      }
      const assigned = await assignSeats(racing, {period: scene.period.code})
      expect(assigned).toMatchObject({
        placed: 1,
        changed: [{registration: a.registration.code, reasons: ['enrolment.exists']}],
      })
      expect(await enrolled(scene.session.code)).toEqual([a.asked.student, b.asked.student])
    })

    test('goes on where it was cut off', async () => {
      const scene = await openScene(world, {seats: 3})
      await many(scene, 2)
      const office = world.office()
      const wish = {period: scene.period.code}
      await expect(assignSeats(dying(2), wish)).rejects.toThrow('The power fails.')
      expect(await enrolled(scene.session.code)).toEqual([])
      expect(await previewAssignment(office, wish)).toMatchObject({placed: 2, run: null})
      expect(await assignSeats(office, wish)).toMatchObject({placed: 2})
      expect((await enrolled(scene.session.code)).length).toBe(2)
    })

    test('does what was shown, and says who was placed otherwise in between', async () => {
      const scene = await openScene(world, {seats: 2})
      const [a, b] = (await many(scene, 2)) as [Registered, Registered]
      const confirm = async (shown: Assignment) => {
        expect(shown).toMatchObject({placed: 2, run: null})
        await enrolStudent(world.office(), a.asked)
      }
      expect(await assignSeats(world.office(), {period: scene.period.code}, {confirm})).toMatchObject({
        placed: 1,
        changed: [{registration: a.registration.code, reasons: ['enrolment.exists']}],
      })
      expect(await enrolled(scene.session.code)).toEqual([a.asked.student, b.asked.student])
    })

    test('applied twice at the same moment is applied once', async () => {
      const scene = await openScene(world, {seats: 3})
      await many(scene, 3)
      const {run: code} = await assignSeats(world.office(), {period: scene.period.code})
      const run = await world.office().read('enrolment.read', ({runs}) => runs.get(code!))
      const again = await finishRun(world.office(), {...run, nextStep: 0}, () => {
        throw new Error('A step that is done is not done again.')
      })
      expect(again.done).toHaveLength(3)
    })

    test('lets its mails wait, so that an undo in time sends none', async () => {
      const scene = await openScene(world)
      const [a] = (await many(scene, 1)) as [Registered]
      const {run} = await assignSeats(world.office(), {period: scene.period.code})
      const [waiting] = await world
        .office()
        .read('operation.read', ({outbox}) => outbox.messages.all({personId: a.student.id}))
      expect(waiting).toMatchObject({dueAt: at('2026-11-02T09:10'), state: 'waiting'})
      expect(await undoEnrolmentRun(world.office(), run!)).toMatchObject({undone: 1, left: [], mailsWithdrawn: 1})
      const messages = await world
        .office()
        .read('operation.read', ({outbox}) => outbox.messages.all({personId: a.student.id}))
      expect(messages.map(({state}) => state)).toEqual(['withdrawn'])
      expect(await scene.pools()).toMatchObject([{taken: 0}])
      await expect(undoEnrolmentRun(world.office(), run!)).rejects.toMatchObject(
        refusedFor('enrolment', 'run.undone-already'),
      )
    })

    test('undone after its mails went out tells those who had one', async () => {
      const scene = await openScene(world)
      const [a] = (await many(scene, 1)) as [Registered]
      const {run} = await assignSeats(world.office(), {period: scene.period.code})
      await world.store.db
        .updateTable('message')
        .set({state: 'sent', sentAt: world.now()})
        .where('personId', '=', a.student.id)
        .execute()
      await undoEnrolmentRun(world.office(), run!)
      expect((await lettersTo(world, a.student)).map(({letter}) => letter)).toEqual([
        'enrolment-confirmed',
        'enrolment-cancelled',
      ])
    })

    test('undone leaves what somebody has touched since, and says so', async () => {
      const scene = await openScene(world)
      const later = await world.session(`${scene.session.code}-L`, scene.period, scene.room, [scene.exam], {
        on: '2026-12-10',
      })
      const [a, b] = (await many(scene, 2)) as [Registered, Registered]
      const {run} = await assignSeats(world.office(), {period: scene.period.code})
      await cancelEnrolment(world.office(), {enrolment: a.registration.code})
      await enrolStudent(world.office(), {...a.asked, session: later.code})
      expect(await undoEnrolmentRun(world.office(), run!)).toMatchObject({undone: 1, left: [a.registration.code]})
      expect(await enrolled(later.code)).toEqual([a.asked.student])
      expect(await listEnrolments(world.office(), {student: b.asked.student})).toEqual([])
      await expect(undoEnrolmentRun(world.as('planner'), run!)).rejects.toMatchObject({
        code: expect.stringMatching(/forbidden|refused/),
      })
    })
  })

  describe('moving a whole session', () => {
    test('goes on where it was cut off', async () => {
      const scene = await openScene(world, {seats: 3})
      const target = await world.session(`${scene.session.code}-C`, scene.period, scene.room, [scene.exam], {
        on: '2026-12-03',
        seats: 3,
      })
      const all = await many(scene, 3)
      for (const {asked} of all) await enrolStudent(world.office(), asked)
      const wish = {from: scene.session.code, to: target.code, reason: 'Lekkage'}
      await expect(moveAll(dying(2), wish)).rejects.toThrow('The power fails.')
      expect(await enrolled(target.code)).toEqual([])
      expect(await previewMoveAll(world.office(), wish)).toMatchObject({moved: 3, run: null})
      const {run} = await moveAll(world.office(), wish)
      expect(await enrolled(target.code)).toEqual(all.map(({asked}) => asked.student))
      const {id} = await world.office().read('enrolment.read', ({sessions}) => sessions.get(scene.session.code))
      const runs = await world.office().read('operation.read', (stores) => stores.runs.all({kind: 'enrolment.move'}))
      const own = runs.filter(({options}) => (options as {from?: string}).from === id)
      expect(own).toMatchObject([{code: run, state: 'applied'}])
    })

    test('moves those who fit with one letter each, and says who stays and why', async () => {
      const scene = await openScene(world, {seats: 3})
      const target = await world.session(`${scene.session.code}-T`, scene.period, scene.room, [scene.exam], {
        on: '2026-12-03',
        seats: 3,
      })
      const [a, b, worker] = (await many(scene, 3)) as [Registered, Registered, Registered]
      for (const {asked} of [a, b, worker]) await enrolStudent(world.office(), asked)
      await workingDays(worker, 2)
      const wish = {from: scene.session.code, to: target.code, reason: 'Lekkage'}
      const preview = await previewMoveAll(world.office(), wish)
      expect(preview).toMatchObject({moved: 2, run: null})
      expect(preview.moves.find(({student}) => student === worker.asked.student)).toMatchObject({
        reasons: [{code: 'moment.no-school-day'}],
      })
      const moved = await moveAll(world.office(), wish)
      expect(moved).toMatchObject({moved: 2, changed: []})
      expect(await enrolled(target.code)).toEqual([a.asked.student, b.asked.student])
      expect(await enrolled(scene.session.code)).toEqual([worker.asked.student])
      expect((await lettersTo(world, a.student)).map(({letter}) => letter)).toEqual([
        'enrolment-confirmed',
        'enrolment-moved',
      ])
      expect(await undoEnrolmentRun(world.office(), moved.run!)).toMatchObject({undone: 2, left: []})
      expect((await enrolled(scene.session.code)).length).toBe(3)
      expect((await lettersTo(world, a.student)).map(({letter}) => letter)).toEqual([
        'enrolment-confirmed',
        'enrolment-moved',
      ])
    })

    test('stops at the last seat', async () => {
      const scene = await openScene(world, {seats: 2})
      const small = await world.session(`${scene.session.code}-K`, scene.period, scene.room, [scene.exam], {
        on: '2026-12-03',
        seats: 1,
      })
      for (const {asked} of await many(scene, 2)) await enrolStudent(world.office(), asked)
      const moved = await moveAll(world.office(), {from: scene.session.code, to: small.code})
      expect(moved.moved).toBe(1)
      expect(moved.moves.filter(({reasons}) => reasons.length > 0)).toMatchObject([
        {reasons: [{code: 'enrolment.full'}]},
      ])
      await expect(moveAll(world.office(), {from: small.code, to: small.code})).rejects.toMatchObject(
        refusedFor('enrolment', 'enrolment.same-session'),
      )
    })
  })

  test('leaves every count right, whatever was done', async () => {
    expect(await brokenRules(world)).toEqual([])
    expect(await foundWrong(world)).toEqual([])
  })
})
