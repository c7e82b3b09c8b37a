import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Period, Person} from '../../src/institution/model.ts'
import {applyPlan} from '../../src/planning/plans/apply-plan.ts'
import {makePlan} from '../../src/planning/plans/make-plan.ts'
import {movePlanned, swapPlanned} from '../../src/planning/plans/move-planned.ts'
import {pinPlanned} from '../../src/planning/plans/pin-planned.ts'
import {totalCost} from '../../src/planning/plans/plan-costs.ts'
import {showPlan} from '../../src/planning/plans/show-plan.ts'
import {tryPlanned} from '../../src/planning/plans/try-planned.ts'
import {undoPlan} from '../../src/planning/plans/undo-plan.ts'
import {plusMinutes, timeOf} from '../../src/time.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('a draft plan changed by hand on %s', (which) => {
  let world: World
  let period: Period
  let students: Person[]

  beforeAll(async () => {
    world = await openWorld(which)
    const noord = await world.location('NOORD')
    period = await world.period('2026-P2')
    await world.room('B104', noord, {examSeats: 8})
    await world.room('B105', noord, {examSeats: 20})
    await world.room('KLEIN', noord, {examSeats: 2})
    for (const code of ['ANNA', 'BRAM', 'CATO']) {
      const person = await world.employee(code)
      await world.role(person, 'invigilator')
      await world.role(person, 'lead')
    }
    const dutch = await world.exam('NE', {form: 'written'})
    const maths = await world.exam('REK', {form: 'written'}, {minutes: 90})
    students = []
    for (let i = 0; i < 8; i++) students.push(await world.student(`20${i}`))
    for (const student of students) {
      await world.registration(student, dutch, period)
      await world.registration(student, maths, period)
    }
  })
  afterAll(() => world.close())

  const reasons = (deed: Promise<unknown>): Promise<string[]> =>
    deed.then(
      () => [],
      (error: {details: {reasons: {code: string}[]}}) => error.details.reasons.map(({code}) => code),
    )
  const draft = () => makePlan(world.office(), {period: '2026-P2'})
  const sessionOf = (plan: Awaited<ReturnType<typeof draft>>, exam: string) =>
    plan.sessions.find(({exams}) => exams.some((each) => each.exam === exam))!

  test('moving a session tells its price first, and then keeps what the session is', async () => {
    const plan = await draft()
    const before = sessionOf(plan, 'NE')
    const move = {plan: plan.code, session: before.code, on: '2026-12-08', from: '09:00', room: 'B105'}
    const preview = await movePlanned(world.office(), {...move, dryRun: true})
    expect(preview).toMatchObject({
      plan: plan.code,
      done: false,
      conflicts: [],
      unplaced: {before: 0, after: 0},
      seats: [],
      sessions: [{before: {session: before.code}, after: {on: '2026-12-08', from: '09:00', room: 'B105'}}],
    })
    expect(await showPlan(world.office(), plan.code)).toEqual(plan)
    const done = await movePlanned(world.office(), move)
    expect(done).toEqual({...preview, done: true})
    const after = await showPlan(world.office(), plan.code)
    expect(after.costs.total).toBe(preview.cost.after)
    expect(after.sessions.find(({id}) => id === before.id)).toMatchObject({
      code: '1208-B105-0900',
      room: 'B105',
      on: '2026-12-08',
      capacity: 20,
      exams: before.exams,
    })
    // It still stands as a plan that can be applied, on the school as it is now.
    expect(await applyPlan(world.office(), {plan: plan.code})).toMatchObject({state: 'applied'})
    expect((await undoPlan(world.office(), {plan: plan.code})).left).toEqual([])
  })

  test('a smaller room keeps whom it holds; the others are told to have no place', async () => {
    const plan = await draft()
    const {code} = sessionOf(plan, 'REK')
    const change = await movePlanned(world.office(), {plan: plan.code, session: code, room: 'KLEIN', dryRun: true})
    expect(change.unplaced).toEqual({before: 0, after: 6})
    expect(change.seats).toHaveLength(6)
    expect(change.seats.every(({to}) => to === null)).toBe(true)
    expect(change.terms.find(({name}) => name === 'unplaced')).toMatchObject({amount: {before: 0, after: 6}})
  })

  test('a place that does not hold is refused with every reason, and shown as a conflict beforehand', async () => {
    const plan = await draft()
    const {code} = sessionOf(plan, 'NE')
    const weekend = {plan: plan.code, session: code, on: '2026-12-05', from: '09:00'}
    expect(
      (await movePlanned(world.office(), {...weekend, dryRun: true})).conflicts.map(({constraint}) => constraint),
    ).toEqual(['slot'])
    expect(await reasons(movePlanned(world.office(), weekend))).toEqual(['plan.conflict'])
    expect(await reasons(movePlanned(world.office(), {plan: plan.code, session: code}))).toEqual(['plan.nothing-moves'])
    await expect(
      movePlanned(world.office(), {plan: plan.code, session: 'NIETS', on: '2026-12-01'}),
    ).rejects.toMatchObject({
      code: 'plan.no-session',
    })
    await expect(movePlanned(world.office(), {plan: plan.code, session: code, room: 'NIETS'})).rejects.toMatchObject({
      code: 'room.not-found',
    })
    for (const role of ['teacher', 'student', 'lead', 'board'] as const)
      await expect(movePlanned(world.as(role), weekend)).rejects.toMatchObject({code: 'view.forbidden'})
    expect(await showPlan(world.office(), plan.code)).toEqual(plan)
  })

  test('two sessions change rooms and times with all who can come along', async () => {
    const plan = await draft()
    // After each other in one room on a day on which nothing else is.
    const together = {plan: plan.code, on: '2026-12-09', room: 'B104'}
    await movePlanned(world.office(), {...together, session: sessionOf(plan, 'NE').code, from: '09:00'})
    const {endsAt} = sessionOf(await showPlan(world.office(), plan.code), 'NE')
    const behind = timeOf(plusMinutes(endsAt, 15), 'Europe/Amsterdam')
    await movePlanned(world.office(), {...together, session: sessionOf(plan, 'REK').code, from: behind})
    const moved = await showPlan(world.office(), plan.code)
    const [a, b] = [sessionOf(moved, 'NE'), sessionOf(moved, 'REK')]
    const change = await swapPlanned(world.office(), {plan: plan.code, session: a.code, with: b.code})
    expect(change).toMatchObject({done: true, conflicts: [], unplaced: {after: 0}})
    const after = await showPlan(world.office(), plan.code)
    const now = (id: string) => after.sessions.find((each) => each.id === id)!
    // After each other in one room: they turn round, each with its own length and all of its students.
    const [first, second] = a.startsAt < b.startsAt ? [a, b] : [b, a]
    expect(now(second.id)).toMatchObject({startsAt: first.startsAt, minutes: second.minutes, room: first.room})
    expect(now(first.id)).toMatchObject({endsAt: second.endsAt, minutes: first.minutes, room: second.room})
    expect(after.placed).toBe(16)
    expect(await reasons(swapPlanned(world.office(), {plan: plan.code, session: a.id, with: a.id}))).toEqual([
      'plan.nothing-moves',
    ])
  })

  test('other places are tried and shown with their price, the cheapest first', async () => {
    const plan = await draft()
    const {code, room, on, from} = sessionOf(plan, 'NE')
    const {alternatives, tried} = await tryPlanned(world.office(), {plan: plan.code, session: code, limit: 3})
    expect(alternatives).toHaveLength(3)
    expect(tried).toBeGreaterThan(10)
    expect(alternatives.map(({cost}) => cost.after)).toEqual(
      alternatives.map(({cost}) => cost.after).toSorted((a, b) => a - b),
    )
    const [best] = alternatives
    expect([best!.place.room, best!.place.on, best!.place.from]).not.toEqual([room, on, from])
    const {place} = best!
    const moved = await movePlanned(world.office(), {
      plan: plan.code,
      session: code,
      on: place.on,
      from: place.from,
      room: place.room,
    })
    expect(moved.cost).toEqual(best!.cost)
  })

  test('what is pinned stays when the plan is changed or made again', async () => {
    const plan = await draft()
    const session = sessionOf(plan, 'NE')
    await movePlanned(world.office(), {
      plan: plan.code,
      session: session.code,
      on: '2026-12-10',
      from: '13:00',
      room: 'B105',
    })
    const pinned = await pinPlanned(world.office(), {
      plan: plan.code,
      sessions: ['1210-B105-1300'],
      withStudents: true,
    })
    expect(pinned.sessions).toEqual(['1210-B105-1300'])
    expect(pinned.registrations).toHaveLength(8)
    expect(
      await reasons(movePlanned(world.office(), {plan: plan.code, session: '1210-B105-1300', room: 'B104'})),
    ).toEqual(['plan.pinned'])
    for (const seed of [1, 2, 3]) {
      const again = await makePlan(world.office(), {period: '2026-P2', keep: plan.code, seed})
      expect(again.unplaced).toEqual([])
      expect(again.sessions[0]).toMatchObject({
        on: '2026-12-10',
        from: '13:00',
        room: 'B105',
        exams: [{exam: 'NE', students: 8}],
      })
      expect(await pinPlanned(world.office(), {plan: again.code})).toMatchObject({
        registrations: pinned.registrations.map((each) => ({...each, session: expect.any(String)})),
      })
    }
    expect(await pinPlanned(world.office(), {plan: plan.code, sessions: ['1210-B105-1300'], off: true})).toMatchObject({
      sessions: [],
      registrations: [],
    })
  })

  test('pins that cannot all stay are refused by name', async () => {
    const plan = await draft()
    const session = sessionOf(plan, 'NE')
    await pinPlanned(world.office(), {plan: plan.code, sessions: [session.code]})
    const room = await world.office().read('catalogue.read', ({rooms}) => rooms.get(session.room))
    await world.insert('block', {
      id: 'b1',
      kind: 'room',
      personId: null,
      roomId: room.id,
      groupId: null,
      locationId: null,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      title: 'Schilder',
      source: 'test',
      externalKey: '',
      endedAt: null,
    })
    await expect(makePlan(world.office(), {period: '2026-P2', keep: plan.code})).rejects.toMatchObject({
      details: {reasons: [{code: 'plan.pins-clash', details: {constraint: 'room-clash'}}]},
    })
    await world.store.db.updateTable('block').set({endedAt: world.now()}).where('id', '=', 'b1').execute()
  })

  test('stopped half-way, the best plan until then is kept, at the price that was shown', async () => {
    const stop = new AbortController()
    const shown: number[] = []
    const plan = await makePlan(
      world.office(),
      {period: '2026-P2', budget: 1_000},
      {
        signal: stop.signal,
        onProgress: ({costs}) => {
          shown.push(totalCost(costs()))
          stop.abort()
        },
      },
    )
    expect(shown).toEqual([plan.costs.total])
    expect(plan).toMatchObject({state: 'draft', placed: 16})
  })

  test('a plan that is applied no longer changes as a draft', async () => {
    const plan = await draft()
    await applyPlan(world.office(), {plan: plan.code})
    const deeds = [
      () => movePlanned(world.office(), {plan: plan.code, session: plan.sessions[0]!.code, room: 'B105'}),
      () => pinPlanned(world.office(), {plan: plan.code, sessions: [plan.sessions[0]!.code]}),
    ]
    for (const deed of deeds) expect(await reasons(deed())).toEqual(['plan.applied'])
    await undoPlan(world.office(), {plan: plan.code})
  })
})

describe.each(DATABASES)('a school that cannot plan on %s', (which) => {
  test('is told what is missing and where to put it right', async () => {
    const world = await openWorld(which)
    const noord = await world.location('NOORD')
    const period = await world.period('2026-P2')
    const long = await world.exam('LANG', {form: 'written'}, {minutes: 300})
    await world.registration(await world.student('1'), long, period)
    const codes = (deed: Promise<unknown>) =>
      deed.then(
        () => [],
        (error: {details: {reasons: {code: string}[]}}) => error.details.reasons.map(({code}) => code),
      )
    expect(await codes(makePlan(world.office(), {period: '2026-P2'}))).toEqual(['plan.no-rooms', 'plan.exam-too-long'])
    await world.room('B104', noord)
    expect(await codes(makePlan(world.office(), {period: '2026-P2'}))).toEqual(['plan.exam-too-long'])
    expect(await codes(makePlan(world.office(), {period: '2026-P2', from: '2026-12-05', to: '2026-12-06'}))).toEqual([
      'plan.no-slots',
    ])
    expect((await makePlan(world.office(), {period: '2026-P2', dayParts: ['09:00-15:00']})).unplaced).toEqual([])
    await world.close()
  })
})
