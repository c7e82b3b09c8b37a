import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Location, Period, Person} from '../../src/institution/model.ts'
import {applyPlan} from '../../src/planning/plans/apply-plan.ts'
import {assignDuty} from '../../src/planning/rota/assign-duty.ts'
import {createSession} from '../../src/planning/sessions/create-session.ts'
import {listPlans} from '../../src/planning/plans/list-plans.ts'
import {listSessions} from '../../src/planning/sessions/list-sessions.ts'
import {makePlan} from '../../src/planning/plans/make-plan.ts'
import {reserveRoom} from '../../src/planning/sessions/reserve-room.ts'
import {showPlan} from '../../src/planning/plans/show-plan.ts'
import {topUpPlan} from '../../src/planning/plans/top-up-plan.ts'
import {undoPlan} from '../../src/planning/plans/undo-plan.ts'
import {DATABASES} from '../support/databases.ts'
import {at, on, openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('plans made automatically on %s', (which) => {
  let world: World
  let noord: Location
  let period: Period
  let students: Person[]
  type Built = Awaited<ReturnType<World['exam']>>
  let dutch: Built
  let maths: Built

  beforeAll(async () => {
    world = await openWorld(which)
    noord = await world.location('NOORD')
    period = await world.period('2026-P2')
    await world.room('B104', noord, {examSeats: 8, computers: 8, features: ['stil']})
    await world.room('B105', noord, {examSeats: 20, computers: 0})
    for (const code of ['ANNA', 'BRAM', 'CATO', 'DAAN']) {
      const person = await world.employee(code)
      await world.role(person, 'invigilator')
      if (code !== 'DAAN') await world.role(person, 'lead')
    }
    dutch = await world.exam('NE-LEZEN', {form: 'digital'})
    maths = await world.exam('REKENEN', {form: 'written', rules: {moments: 'one'}}, {minutes: 90})
    students = []
    for (let i = 0; i < 12; i++) students.push(await world.student(`20${String(i).padStart(2, '0')}`))
    for (const student of students) await world.registration(student, dutch, period)
    for (const student of students.slice(0, 10)) await world.registration(student, maths, period)
    // The first student is at school on Thursdays only; the second needs quiet, the third half an hour more.
    await world.insert('availableDay', {
      id: 'd1',
      personId: students[0]!.id,
      groupId: null,
      weekday: 4,
      onDate: null,
      fromTime: null,
      toTime: null,
      available: true,
      endedAt: null,
    })
    await world.insert('need', need('n1', students[1]!, {code: 'quiet-room', basis: 'aid'}))
    await world.insert('need', need('n2', students[2]!, {code: 'ExtraTime30Min', basis: 'minutes', value: 30}))
  })
  afterAll(() => world.close())

  function need(id: string, person: Person, parts: {code: string; basis: 'aid' | 'minutes'; value?: number}) {
    return {
      id,
      personId: person.id,
      label: '',
      value: 0,
      scopeKind: 'all' as const,
      scopeValue: null,
      fromOn: null,
      toOn: null,
      source: 'test',
      endedAt: null,
      version: 1,
      ...parts,
    }
  }

  const active = async () => {
    const of = world.office()
    return of.read('plan.read', async (stores) => ({
      sessions: (await stores.sessions.all()).map(({id}) => id),
      bookings: (await stores.bookings.all()).map(({id}) => id),
      duties: (await stores.duties.all()).map(({id}) => id),
      pools: (await stores.pools.all()).map(({id}) => id),
      exams: (await stores.sessionExams.all()).map(({id}) => id),
      promised: (await stores.planning.demand(period.id)).filter(({promised}) => promised !== null).length,
    }))
  }
  const reasons = (deed: Promise<unknown>): Promise<string[]> =>
    deed.then(
      () => [],
      (error: {details: {reasons: {code: string}[]}}) => error.details.reasons.map(({code}) => code),
    )

  test('a draft places everybody, names what is planned by hand and changes nothing', async () => {
    const oral = await world.exam('SPREKEN', {form: 'oral'})
    const registration = await world.registration(students[0]!, oral, period)
    const before = await active()
    const plan = await makePlan(world.office(), {period: '2026-P2'})
    expect(plan).toMatchObject({
      code: '2026-P2-plan-1',
      state: 'draft',
      placed: 22,
      unplaced: [],
      byHand: [{exam: 'SPREKEN', form: 'oral', registrations: 1}],
    })
    expect(await active()).toEqual(before)
    const ofMaths = plan.sessions.filter(({exams}) => exams.some(({exam}) => exam === 'REKENEN'))
    expect(new Set(ofMaths.map(({startsAt}) => startsAt)).size).toBe(1)
    // Everybody who takes maths does so on the only day of the first student.
    expect(ofMaths[0]).toMatchObject({on: '2026-12-03', lead: expect.anything()})
    await world.store.db
      .updateTable('registration')
      .set({closedAt: world.now(), state: 'withdrawn'})
      .where('id', '=', registration.id)
      .execute()
  })

  test('the same question gives the same plan', async () => {
    const bare = async (seed: number) => {
      const {sessions, costs} = await makePlan(world.office(), {period: '2026-P2', seed})
      return {
        costs,
        sessions: sessions.map(({id: _, exams, ...session}) => ({
          ...session,
          exams: exams.map(({exam, students: n}) => [exam, n]),
        })),
      }
    }
    expect(await bare(7)).toEqual(await bare(7))
    expect(
      (await listPlans(world.office(), {period: '2026-P2'})).map(({state, seats, unplaced}) => [
        state,
        seats,
        unplaced,
      ]),
    ).toEqual([
      ['draft', 22, 0],
      ['draft', 22, 0],
      ['draft', 22, 0],
    ])
  })

  test('applied, it stands as sessions with rooms, people and a certificate for everybody; undone, all is as before', async () => {
    const before = await active()
    const plan = await makePlan(world.office(), {period: '2026-P2'})
    expect(await applyPlan(world.office(), {plan: plan.code, dryRun: true})).toMatchObject({state: 'draft'})
    expect(await active()).toEqual(before)
    const applied = await applyPlan(world.office(), {plan: '2026-P2'})
    expect(applied).toMatchObject({code: plan.code, state: 'applied'})
    const sessions = await listSessions(world.office(), {period: '2026-P2'})
    expect(sessions).toHaveLength(plan.sessions.length)
    expect(sessions.every(({state, lead, room}) => state === 'planned' && lead !== null && room !== null)).toBe(true)
    expect(sessions.reduce((sum, {promised}) => sum + promised, 0)).toBe(22)
    expect((await active()).promised).toBe(22)
    expect(await reasons(applyPlan(world.office(), {plan: plan.code}))).toEqual(['plan.applied'])

    expect(await undoPlan(world.office(), {plan: '2026-P2', dryRun: true})).toMatchObject({left: []})
    expect((await active()).promised).toBe(22)
    expect((await undoPlan(world.office(), {plan: '2026-P2'})).removed).toHaveLength(sessions.length)
    expect(await active()).toEqual(before)
    expect(await showPlan(world.office(), plan.code)).toMatchObject({state: 'withdrawn'})
    expect(await reasons(undoPlan(world.office(), {plan: plan.code}))).toEqual(['plan.withdrawn'])
  })

  test('what has changed since is named, and nothing is applied', async () => {
    const plan = await makePlan(world.office(), {period: '2026-P2'})
    await reserveRoom(world.office(), {
      room: 'B105',
      on: '2026-12-09',
      from: '09:00',
      minutes: 60,
      title: 'Vergadering',
    })
    expect(await reasons(applyPlan(world.office(), {plan: plan.code}))).toEqual([
      'plan.bookings-changed',
      'plan.make-again',
    ])
    const late = await world.student('2099')
    await world.registration(late, dutch, period)
    await createSession(world.office(), {
      period: '2026-P2',
      room: 'B104',
      on: '2026-12-10',
      from: '09:00',
      exams: ['NE-LEZEN'],
      capacity: 3,
    })
    await expect(applyPlan(world.office(), {plan: plan.code})).rejects.toMatchObject({
      details: {
        reasons: [
          {code: 'plan.registrations-changed', details: {addedCount: 1, goneCount: 0}},
          {code: 'plan.sessions-changed', details: {sessions: ['1210-B104-0900']}},
          {},
        ],
      },
    })
    expect(await listSessions(world.office(), {period: '2026-P2'})).toHaveLength(1)
  })

  test('a plan that no longer holds is refused by the checker', async () => {
    const plan = await makePlan(world.office(), {period: '2026-P2'})
    const room = await world.office().read('catalogue.read', ({rooms}) => rooms.get(plan.sessions[0]!.room))
    const {startsAt, endsAt} = plan.sessions[0]!
    await world.insert('block', {
      id: 'b1',
      kind: 'room',
      personId: null,
      roomId: room.id,
      groupId: null,
      locationId: null,
      startsAt,
      endsAt,
      title: 'Schilder',
      source: 'test',
      externalKey: '',
      endedAt: null,
    })
    await expect(applyPlan(world.office(), {plan: plan.code})).rejects.toMatchObject({
      details: {reasons: [{code: 'plan.broken', details: {constraint: 'room-clash'}}]},
    })
    await world.store.db.updateTable('block').set({endedAt: world.now()}).where('id', '=', 'b1').execute()
  })

  test('seats in sessions made by hand are used first, and what somebody has touched stays', async () => {
    const plan = await makePlan(world.office(), {period: '2026-P2'})
    expect(plan.inFixed).toBe(3)
    await applyPlan(world.office(), {plan: plan.code})
    const [touched] = await listSessions(world.office(), {on: '2026-12-03'})
    await assignDuty(world.office(), {session: touched!.code, remove: [touched!.lead!]})
    expect(await undoPlan(world.office(), {plan: plan.code, dryRun: true})).toMatchObject({
      left: [{session: touched!.code, why: 'changed'}],
    })
    expect((await undoPlan(world.office(), {plan: plan.code})).left).toEqual([{session: touched!.code, why: 'changed'}])
    expect((await listSessions(world.office(), {period: '2026-P2'})).map(({code}) => code).toSorted()).toEqual(
      [touched!.code, '1210-B104-0900'].toSorted(),
    )
    expect(await showPlan(world.office(), plan.code)).toMatchObject({state: 'applied'})
  })

  test('late registrations get seats that are left, and nobody moves', async () => {
    const rest = await makePlan(world.office(), {period: '2026-P2', exams: ['NE-LEZEN']})
    await applyPlan(world.office(), {plan: rest.code})
    const before = await active()
    const some = await Promise.all(['2100', '2101'].map((number) => world.student(number)))
    for (const student of some) await world.registration(student, dutch, period)
    const writing = await world.exam('NE-SCHRIJVEN', {form: 'written'})
    await world.registration(some[0]!, writing, period)
    expect(
      await topUpPlan(world.office(), {period: '2026-P2', exams: ['NE-LEZEN', 'NE-SCHRIJVEN'], dryRun: true}),
    ).toMatchObject({plan: null})
    const topped = await topUpPlan(world.office(), {period: '2026-P2', exams: ['NE-LEZEN', 'NE-SCHRIJVEN']})
    expect(topped.placed.map(({student, exam}) => [student, exam]).filter(([, exam]) => exam === 'NE-LEZEN')).toEqual([
      ['2100', 'NE-LEZEN'],
      ['2101', 'NE-LEZEN'],
    ])
    expect(topped.notPlaced).toMatchObject([
      {student: '2100', exam: 'NE-SCHRIJVEN', reason: 'no-session', why: expect.any(String)},
    ])
    const after = await active()
    expect({...after, promised: 0}).toEqual({...before, promised: 0})
    expect(after.promised).toBe(before.promised + topped.placed.length)
    expect(await undoPlan(world.office(), {plan: topped.plan!})).toMatchObject({removed: [], left: []})
    expect((await active()).promised).toBe(before.promised)
  })

  test('an application that was cut off goes on, or is undone', async () => {
    const cut = await openWorld(which)
    const where = await cut.location('ZUID')
    const when = await cut.period('2026-P2')
    await cut.room('Z001', where, {examSeats: 1})
    const exam = await cut.exam('KORT', {form: 'written'}, {minutes: 60})
    for (let i = 0; i < 45; i++) await cut.registration(await cut.student(`30${i}`), exam, when)
    const plan = await makePlan(cut.office(), {period: '2026-P2', budget: 1})
    expect(plan.sessions).toHaveLength(45)
    const stopped = applyPlan(cut.office(), {plan: plan.code}, (done) => {
      if (done === 2) throw new Error('power cut')
    })
    await expect(stopped).rejects.toThrow('power cut')
    expect(await listSessions(cut.office(), {period: '2026-P2'})).toHaveLength(40)
    expect(await showPlan(cut.office(), plan.code)).toMatchObject({state: 'draft'})
    expect(await applyPlan(cut.office(), {plan: plan.code})).toMatchObject({state: 'applied'})
    expect(await listSessions(cut.office(), {period: '2026-P2'})).toHaveLength(45)
    expect((await undoPlan(cut.office(), {plan: plan.code})).removed).toHaveLength(45)
    await cut.close()
  })

  test('a room that is taken in the middle of an application stops it with the reason', async () => {
    const cut = await openWorld(which)
    const where = await cut.location('ZUID')
    const when = await cut.period('2026-P2')
    await cut.room('Z001', where, {examSeats: 1})
    const exam = await cut.exam('KORT', {form: 'written'}, {minutes: 60})
    for (let i = 0; i < 30; i++) await cut.registration(await cut.student(`30${i}`), exam, when)
    const plan = await makePlan(cut.office(), {period: '2026-P2', budget: 1})
    const last = plan.sessions.at(-1)!
    await expect(
      applyPlan(cut.office(), {plan: plan.code}, () => {
        throw new Error('power cut')
      }),
    ).rejects.toThrow('power cut')
    await reserveRoom(cut.office(), {room: 'Z001', on: last.on, from: last.from, minutes: 30, title: 'Vergadering'})
    expect(await reasons(applyPlan(cut.office(), {plan: plan.code}))).toEqual(['room.taken'])
    expect((await undoPlan(cut.office(), {plan: '2026-P2'})).removed).toHaveLength(20)
    expect(await listSessions(cut.office(), {period: '2026-P2'})).toHaveLength(0)
    await cut.close()
  })

  test('what cannot be planned is refused with the reason', async () => {
    const empty = await world.period(
      '2026-P3',
      {fromOn: on('2027-02-01'), toOn: on('2027-02-05')},
      {taking: ['2027-02-01', '2027-02-06']},
    )
    await expect(makePlan(world.office(), {period: empty.code})).rejects.toMatchObject({code: 'plan.nothing'})
    await expect(makePlan(world.office(), {period: '2026-P2', from: '2027-05-01'})).rejects.toMatchObject({
      code: 'plan.no-days',
    })
    await expect(makePlan(world.office(), {period: '2026-P2', dayParts: ['9-12']})).rejects.toMatchObject({
      code: 'plan.invalid-day-part',
    })
    await expect(makePlan(world.office(), {period: 'NONE'})).rejects.toMatchObject({code: 'period.not-found'})
    await expect(showPlan(world.office(), empty.code)).rejects.toMatchObject({code: 'plan.not-found'})
    await expect(makePlan(world.as('teacher'), {period: '2026-P2'})).rejects.toMatchObject({code: 'deed.forbidden'})
  })

  test('who cannot be placed is named with the reason', async () => {
    const small = await openWorld(which)
    const where = await small.location('ZUID')
    const when = await small.period('2026-P2', {}, {taking: ['2026-11-30', '2026-12-02']})
    await small.room('Z001', where, {examSeats: 5, computers: 0})
    const paper = await small.exam('PAPIER', {form: 'written'}, {minutes: 200})
    const screen = await small.exam('SCHERM', {form: 'digital'})
    const never = await small.student('1')
    await small.insert('availableDay', {
      id: 'd1',
      personId: never.id,
      groupId: null,
      weekday: 5,
      onDate: null,
      fromTime: null,
      toTime: null,
      available: true,
      endedAt: null,
    })
    const slow = await small.student('2')
    await small.insert('need', need('n3', slow, {code: 'ExtraTime', basis: 'minutes', value: 60}))
    const plain = await small.student('3')
    await small.registration(never, paper, when)
    await small.registration(slow, paper, when)
    await small.registration(plain, screen, when)
    const {unplaced} = await makePlan(small.office(), {period: when.code})
    expect(unplaced.map(({student, reason}) => [student, reason])).toEqual([
      ['1', 'no-school-day'],
      ['2', 'too-long'],
      ['3', 'no-room'],
    ])
    void at
    void maths
    await small.close()
  })
})
