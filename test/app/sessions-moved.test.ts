import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {cancelSession} from '../../src/enrolment/changes/cancel-session.ts'
import {moveSession} from '../../src/enrolment/changes/move-session.ts'
import type {Location, Period, Person, Room} from '../../src/institution/model.ts'
import type {Registration} from '../../src/registration/model.ts'
import {listSessions} from '../../src/planning/sessions/list-sessions.ts'
import {showSession} from '../../src/planning/sessions/show-session.ts'
import {DATABASES} from '../support/databases.ts'
import {at, openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('sessions moved and cancelled on %s', (which) => {
  let world: World
  let noord: Location
  let zuid: Location
  let period: Period
  let b104: Room
  let b105: Room
  type Built = Awaited<ReturnType<World['exam']>>
  type Made = Awaited<ReturnType<World['session']>>
  let dutch: Built
  let writing: Built
  let students: Person[]
  let registrations: Registration[]

  beforeAll(async () => {
    world = await openWorld(which)
    noord = await world.location('NOORD')
    zuid = await world.location('ZUID')
    period = await world.period('2026-P2')
    b104 = await world.room('B104', noord, {examSeats: 20, computers: 20})
    b105 = await world.room('B105', noord, {examSeats: 2, computers: 2})
    await world.room('Z001', zuid, {examSeats: 25, computers: 25, features: ['stil']})
    dutch = await world.exam('NE-LEZEN')
    writing = await world.exam('NE-SCHRIJVEN')
    students = []
    registrations = []
    for (let i = 0; i < 3; i++) {
      students.push(await world.student(`200${i}`))
      registrations.push(await world.registration(students[i]!, dutch, period))
    }
  })
  afterAll(() => world.close())

  const codes = (deed: Promise<unknown>): Promise<string[]> =>
    deed.then(
      () => [],
      (error: {code: string; details: {reasons?: {code: string}[]}}) =>
        error.details.reasons?.map(({code}) => code) ?? [error.code],
    )
  const letters = async (letter: string) => {
    const messages = await world.as('admin').read('operation.read', ({outbox}) => outbox.messages.all())
    return messages.filter(({kind, body}) => kind === letter || JSON.stringify(body).includes(`"${letter}"`))
  }
  const seatTimes = (made: Made) =>
    world
      .office()
      .read('enrolment.read', async ({seats}) =>
        (await seats.all({sessionId: made.id})).map(({startsAt, endsAt}) => [startsAt, endsAt]),
      )

  let made: Made
  test('a preview tells who is touched and changes nothing', async () => {
    made = await world.session('1201-B104-0900', period, b104, [dutch])
    for (const registration of registrations) await world.enrolment(registration, made)
    const anna = await world.employee('ANNA')
    await world.insert('sessionDuty', {
      id: 'duty1',
      sessionId: made.id,
      personId: anna.id,
      duty: 'lead',
      startsAt: made.startsAt,
      endsAt: made.endsAt,
      endedAt: null,
    })
    const before = await showSession(world.office(), made.code)
    const preview = await moveSession(world.office(), {
      session: made.code,
      on: '2026-12-02',
      from: '13:00',
      room: 'Z001',
      reason: 'Lekkage',
      dryRun: true,
    })
    expect(preview).toMatchObject({
      on: '2026-12-02',
      from: '13:00',
      room: 'Z001',
      before: {on: '2026-12-01', room: 'B104'},
      students: [{student: '2000', exams: ['NE-LEZEN']}, {student: '2001'}, {student: '2002'}],
    })
    expect(await showSession(world.office(), made.code)).toEqual(before)
  })

  test('moved, everybody and everything goes along, and each student gets one letter', async () => {
    const moved = await moveSession(world.office(), {
      session: made.code,
      on: '2026-12-02',
      from: '13:00',
      room: 'Z001',
      reason: 'Lekkage',
    })
    expect(moved).toMatchObject({
      on: '2026-12-02',
      from: '13:00',
      room: 'Z001',
      location: 'ZUID',
      lead: 'ANNA',
      taken: 3,
      version: 2,
    })
    // As full as B104 could be; Z001 holds 25.
    expect(moved.capacity).toBe(25)
    expect(await seatTimes(made)).toEqual(students.map(() => [at('2026-12-02T13:00'), at('2026-12-02T15:00')]))
    const {bookings, duties} = await world.office().read('plan.read', async (stores) => ({
      bookings: await stores.bookings.all({sessionId: made.id}),
      duties: await stores.duties.all({sessionId: made.id}),
    }))
    expect(bookings).toMatchObject([{startsAt: at('2026-12-02T13:00')}])
    expect(duties).toMatchObject([{startsAt: at('2026-12-02T13:00'), endsAt: at('2026-12-02T15:00')}])
    const sent = await letters('enrolment-moved')
    expect(sent).toHaveLength(3)
    expect(sent[0]!.body).toMatchObject({
      data: {
        reason: 'Lekkage',
        before: {room: 'B104', startsAt: at('2026-12-01T09:00')},
        after: {room: 'Z001', startsAt: at('2026-12-02T13:00')},
      },
    })
  })

  test('a clash, block, working day or missing seat of one student is named and nobody moves', async () => {
    const other = await world.session('1203-B104-0900', period, b104, [writing], {on: '2026-12-03'})
    await world.enrolment(await world.registration(students[0]!, writing, period), other)
    await world.insert('block', {
      id: 'b1',
      kind: 'person',
      personId: students[1]!.id,
      roomId: null,
      groupId: null,
      locationId: null,
      startsAt: at('2026-12-03T09:00'),
      endsAt: at('2026-12-03T10:00'),
      title: '',
      source: 'test',
      externalKey: '',
      endedAt: null,
    })
    await world.insert('availableDay', {
      id: 'd1',
      personId: students[2]!.id,
      groupId: null,
      weekday: 3,
      onDate: null,
      fromTime: null,
      toTime: null,
      available: true,
      endedAt: null,
    })
    const to = {session: made.code, on: '2026-12-03', from: '09:00', reason: 'Lekkage'}
    await expect(moveSession(world.office(), to)).rejects.toMatchObject({
      details: {
        reasons: [
          {code: 'moment.clash', details: {student: '2000', session: other.code}},
          {code: 'moment.blocked', details: {student: '2001'}},
          {code: 'moment.no-school-day', details: {student: '2002'}},
        ],
      },
    })
    // A reason and an override move him to a working day; the others stay named.
    expect(await codes(moveSession(world.office(), {...to, override: true}))).toEqual([
      'moment.clash',
      'moment.blocked',
    ])
    expect(await codes(moveSession(world.office(), {...to, on: '2026-12-04', room: 'B105', override: true}))).toEqual([
      'session.too-many-seated',
    ])
    expect(await seatTimes(made)).toEqual(students.map(() => [at('2026-12-02T13:00'), at('2026-12-02T15:00')]))
    void b105
  })

  test('a room that is taken, a lead who is busy and a session too short for a seat refuse a move', async () => {
    const taken = await world.session('1204-Z001-0900', period, await world.room('Z002', zuid), [writing], {
      on: '2026-12-04',
    })
    const anna = await world.office().read('people.read', ({persons}) => persons.all({staffCode: 'ANNA'}))
    await world.insert('sessionDuty', {
      id: 'duty2',
      sessionId: taken.id,
      personId: anna[0]!.id,
      duty: 'lead',
      startsAt: taken.startsAt,
      endsAt: taken.endsAt,
      endedAt: null,
    })
    const to = {session: made.code, on: '2026-12-04', from: '09:30', room: 'Z002', reason: 'Lekkage', override: true}
    expect(await codes(moveSession(world.office(), to))).toEqual(['room.taken', 'staff.busy'])
    expect(await codes(moveSession(world.office(), {session: made.code, minutes: 90, reason: 'Korter'}))).toEqual([
      'moment.too-long',
      'moment.too-long',
      'moment.too-long',
    ])
  })

  test('a published session moves only with a reason, a final one only by the office, a reported one not at all', async () => {
    expect(await codes(moveSession(world.office(), {session: made.code, on: '2026-12-09'}))).toEqual([
      'session.reason-needed',
    ])
    expect(await codes(moveSession(world.office(), {session: made.code, reason: 'x'}))).toEqual([
      'session.nothing-moves',
    ])
    const final = await world.session('1207-B104-0900', period, b104, [writing], {on: '2026-12-07', state: 'final'})
    expect(
      await codes(moveSession(world.as('planner'), {session: final.code, from: '10:00', reason: 'Later'})),
    ).toEqual(['session.final'])
    expect(await moveSession(world.office(), {session: final.code, from: '10:00', reason: 'Later'})).toMatchObject({
      state: 'final',
      from: '10:00',
    })
    const reported = await world.session('1208-B104-0900', period, b104, [writing], {
      on: '2026-12-08',
      state: 'reported',
    })
    expect(await codes(moveSession(world.office(), {session: reported.code, from: '10:00', reason: 'Later'}))).toEqual([
      'session.closed',
    ])
    expect(await codes(cancelSession(world.office(), {session: reported.code, reason: 'Weg'}))).toEqual([
      'session.closed',
    ])
  })

  test('cancelled, everybody is free again, registrations stay and each student gets one letter', async () => {
    const waiting = await world.student('2010')
    const registration = await world.registration(waiting, dutch, period)
    await world.insert('waitingPlace', {
      id: 'wait1' as never,
      registrationId: registration.id,
      personId: waiting.id,
      sessionId: made.id,
      sessionExamId: made.sessionExams[0]!.id,
      joinedAt: world.now(),
      endedAt: null,
      endReason: null,
    })
    expect(await codes(cancelSession(world.office(), {session: made.code}))).toEqual(['session.reason-needed'])
    const preview = await cancelSession(world.office(), {session: made.code, reason: 'Brand', dryRun: true})
    expect(preview).toMatchObject({
      state: 'published',
      waiting: 1,
      students: [{student: '2000'}, {student: '2001'}, {student: '2002'}],
    })
    expect(await cancelSession(world.office(), {session: made.code, reason: 'Brand'})).toMatchObject({
      state: 'cancelled',
    })
    const left = await world.office().read('enrolment.read', async (stores) => ({
      seats: await stores.seats.count({sessionId: made.id}),
      enrolments: await stores.enrolments.count({sessionId: made.id}),
      waiting: await stores.waitingPlaces.count({sessionId: made.id}),
      bookings: await stores.bookings.count({sessionId: made.id}),
      duties: await stores.duties.count({sessionId: made.id}),
      pools: (await stores.pools.history({sessionId: made.id})).map(({taken, endedAt}) => [taken, endedAt !== null]),
      open: await stores.registrations.count({examId: dutch.id}),
    }))
    expect(left).toEqual({seats: 0, enrolments: 0, waiting: 0, bookings: 0, duties: 0, pools: [[0, true]], open: 4})
    expect(await letters('session-cancelled')).toHaveLength(4)
    expect(
      (await letters('session-cancelled')).filter(({body}) => JSON.stringify(body).includes('staff')),
    ).toHaveLength(1)
    expect((await listSessions(world.office(), {exam: 'NE-LEZEN'})).map(({code}) => code)).toEqual([])
    // Room and code are free again.
    await expect(
      moveSession(world.office(), {session: made.code, on: '2026-12-09', reason: 'x'}),
    ).rejects.toMatchObject({code: 'session.not-found'})
  })

  test('a student, and a teacher without a duty in it, may neither move nor cancel a session', async () => {
    const some = await world.session('1209-B104-0900', period, b104, [writing], {on: '2026-12-09'})
    await expect(
      moveSession(world.as('student'), {session: some.code, from: '10:00', reason: 'x'}),
    ).rejects.toMatchObject({kind: 'forbidden'})
    const teacher = world.as('teacher', await world.employee('TOM'))
    expect(await codes(cancelSession(teacher, {session: some.code, reason: 'x'}))).toEqual(['session.not-yours'])
  })

  test('a session of several days moves as a whole', async () => {
    const practical = await world.exam('PRAKTIJK', {form: 'practical'}, {minutes: 240})
    const long = await world.session('PRAKTIJK-1', period, b104, [practical], {
      on: '2026-12-14',
      state: 'planned',
      kind: 'practical',
      minutes: 240,
    })
    for (const [i, date] of ['2026-12-14', '2026-12-15'].entries())
      await world.insert('sessionPart', {
        id: `part${i}`,
        sessionId: long.id,
        onDate: date as never,
        fromTime: '09:00' as never,
        minutes: 240,
        startsAt: at(`${date}T09:00`),
        endsAt: at(`${date}T13:00`),
        place: '',
        endedAt: null,
      })
    const moved = await moveSession(world.office(), {session: long.code, on: '2026-12-16'})
    expect(moved.parts).toMatchObject([{on: '2026-12-16'}, {on: '2026-12-17'}])
    const bookings = await world
      .office()
      .read('plan.read', (stores) => stores.bookings.all({sessionId: long.id}, {orderBy: 'startsAt'}))
    expect(bookings.map(({onDate}) => onDate)).toEqual(['2026-12-16', '2026-12-17'])
  })
})
