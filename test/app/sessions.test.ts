import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Location, Period, Person, Room} from '../../src/institution/model.ts'
import {assignDuty} from '../../src/planning/rota/assign-duty.ts'
import {createSession} from '../../src/planning/sessions/create-session.ts'
import {listSessions} from '../../src/planning/sessions/list-sessions.ts'
import {publishSessions} from '../../src/planning/sessions/publish-sessions.ts'
import {showSession} from '../../src/planning/sessions/show-session.ts'
import {DATABASES} from '../support/databases.ts'
import {at, on, openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('sessions by hand on %s', (which) => {
  let world: World
  let noord: Location
  let zuid: Location
  let period: Period
  let b104: Room
  let anna: Person
  let bram: Person
  type Built = Awaited<ReturnType<World['exam']>>
  let dutch: Built
  let maths: Built
  let writing: Built
  let central: Built

  beforeAll(async () => {
    world = await openWorld(which)
    noord = await world.location('NOORD')
    zuid = await world.location('ZUID')
    period = await world.period('2026-P2')
    b104 = await world.room('B104', noord, {examSeats: 20, computers: 12})
    await world.room('Z001', zuid, {examSeats: 30, computers: 0})
    anna = await world.employee('ANNA')
    bram = await world.employee('BRAM')
    dutch = await world.exam('NE-LEZEN', {form: 'digital', rules: {shareRoom: 'taal', shareSeat: 'taal'}})
    writing = await world.exam(
      'NE-SCHRIJVEN',
      {form: 'written', rules: {shareRoom: 'taal', shareSeat: 'taal'}},
      {minutes: 45},
    )
    maths = await world.exam('REKENEN', {form: 'written', rules: {moments: 'one'}}, {minutes: 90})
    central = await world.exam('NE-3F-CE', {kind: 'central', form: 'digital'}, {minutes: 120})
    await world.insert('examWindow', {
      id: 'w1',
      examId: central.id,
      periodCode: '2026-P2',
      fromOn: on('2026-12-07'),
      toOn: on('2026-12-11'),
      endedAt: null,
    })
  })
  afterAll(() => world.close())

  const basic = {period: '2026-P2', room: 'B104', on: '2026-12-01', from: '09:00', exams: ['NE-LEZEN'], capacity: 12}
  const codes = async (deed: Promise<unknown>): Promise<string[]> => {
    const error = (await deed.then(
      () => ({details: {reasons: []}}),
      (reason: unknown) => reason,
    )) as {details: {reasons?: {code: string}[]}; code?: string}
    return error.details.reasons?.map(({code}) => code) ?? [error.code ?? '']
  }

  test('a session gets its code from day, room and start, and takes its room', async () => {
    const made = await createSession(world.office(), {...basic, duties: [{staff: 'ANNA', duty: 'lead'}]})
    expect(made).toMatchObject({
      code: '1201-B104-0900',
      minutes: 60,
      until: '10:00',
      lead: 'ANNA',
      exams: ['NE-LEZEN'],
      capacity: 12,
      warnings: [],
    })
    const bookings = await world
      .office()
      .read('plan.read', ({planning}) =>
        planning.bookings([b104.id], {startsAt: at('2026-12-01T09:59'), endsAt: at('2026-12-01T10:00')}),
      )
    expect(bookings).toMatchObject([{session: '1201-B104-0900'}])
  })

  test('two exams share a session from one pool, with seats kept for one of them', async () => {
    const made = await createSession(world.office(), {
      ...basic,
      from: '13:00',
      exams: ['NE-LEZEN', 'NE-SCHRIJVEN'],
      capacity: 20,
      shares: [{kind: 'exam', code: 'NE-SCHRIJVEN', seats: 8}],
      sharesUntil: '2026-11-30T09:00',
    })
    const {pools} = await showSession(world.office(), made.code)
    expect(pools).toMatchObject([
      {for: '', capacity: 12},
      {for: 'NE-SCHRIJVEN', capacity: 8, kind: 'exam', releasesAt: at('2026-11-30T09:00')},
    ])
  })

  test('every reason against a place and time is named at once', async () => {
    await world.insert(
      'block',
      block({kind: 'room', roomId: b104.id, from: '2026-12-01T09:30', to: '2026-12-01T09:45'}),
    )
    await world.insert(
      'block',
      block({kind: 'location', locationId: noord.id, from: '2026-12-01T08:00', to: '2026-12-01T09:05'}),
    )
    const refused = await codes(
      createSession(world.office(), {...basic, minutes: 50, capacity: 25, exams: ['NE-LEZEN', 'REKENEN']}),
    )
    expect(refused.toSorted()).toEqual(
      [
        'exam.may-not-share',
        'location.blocked',
        'room.blocked',
        'room.taken',
        'room.too-few-computers',
        'room.too-few-seats',
        'session.too-short',
      ].toSorted(),
    )
  })

  test('a reservation of another period takes the room too', async () => {
    await world.insert('roomBooking', {
      id: 'reserved',
      roomId: b104.id,
      sessionId: null,
      title: 'Open dag',
      bookedBy: null,
      onDate: on('2026-12-03'),
      fromTime: '10:00' as never,
      minutes: 60,
      zone: 'Europe/Amsterdam',
      startsAt: at('2026-12-03T10:00'),
      endsAt: at('2026-12-03T11:00'),
      endedAt: null,
    })
    expect(await codes(createSession(world.office(), {...basic, on: '2026-12-03', from: '09:30'}))).toEqual([
      'room.taken',
    ])
    expect(
      await codes(createSession(world.office(), {...basic, on: '2026-12-03', from: '09:00', minutes: 60})),
    ).toEqual([])
  })

  test('nobody works at two places at once, travels in no time, or works when he is not there', async () => {
    await world.insert(
      'block',
      block({kind: 'person', personId: bram.id, from: '2026-12-02T14:00', to: '2026-12-02T15:00'}),
    )
    await world.insert('availableDay', {
      id: 'a1',
      personId: bram.id,
      groupId: null,
      weekday: 3,
      onDate: null,
      fromTime: null,
      toTime: null,
      available: true,
      endedAt: null,
    })
    const elsewhere = {...basic, room: 'Z001', exams: ['NE-SCHRIJVEN'], capacity: 10}
    expect(
      await codes(
        createSession(world.office(), {...elsewhere, from: '09:30', duties: [{staff: 'ANNA', duty: 'invigilator'}]}),
      ),
    ).toEqual(['staff.busy'])
    expect(
      await codes(
        createSession(world.office(), {...elsewhere, from: '10:10', duties: [{staff: 'ANNA', duty: 'invigilator'}]}),
      ),
    ).toEqual(['staff.travel'])
    expect(
      await codes(
        createSession(world.office(), {
          ...elsewhere,
          on: '2026-12-02',
          from: '14:30',
          duties: [{staff: 'BRAM', duty: 'lead'}],
        }),
      ),
    ).toEqual(['staff.blocked'])
    expect(
      await codes(
        createSession(world.office(), {
          ...elsewhere,
          on: '2026-12-03',
          from: '15:00',
          duties: [{staff: 'BRAM', duty: 'lead'}],
        }),
      ),
    ).toEqual(['staff.unavailable'])
    const twice = [
      {staff: 'ANNA', duty: 'lead'},
      {staff: 'ANNA', duty: 'invigilator'},
    ] as const
    expect(
      await codes(createSession(world.office(), {...elsewhere, on: '2026-12-04', from: '15:00', duties: [...twice]})),
    ).toEqual(['staff.named-twice'])
  })

  test('a central exam stays in its national window, every exam in the taking window', async () => {
    expect(await codes(createSession(world.office(), {...basic, on: '2026-12-02', exams: ['NE-3F-CE']}))).toEqual([
      'exam.outside-national-window',
    ])
    expect(await codes(createSession(world.office(), {...basic, on: '2026-12-21', exams: ['NE-3F-CE']}))).toEqual([
      'exam.outside-window',
      'exam.outside-national-window',
    ])
    expect(await codes(createSession(world.office(), {...basic, on: '2026-12-08', exams: ['NE-3F-CE']}))).toEqual([])
  })

  test('an exam with one moment for all starts at one time in every room', async () => {
    await createSession(world.office(), {...basic, on: '2026-12-09', room: 'Z001', exams: ['REKENEN'], capacity: 30})
    expect(
      await codes(createSession(world.office(), {...basic, on: '2026-12-09', from: '13:00', exams: ['REKENEN']})),
    ).toEqual(['exam.one-moment'])
    expect(
      await codes(createSession(world.office(), {...basic, on: '2026-12-09', exams: ['REKENEN'], dryRun: true})),
    ).toEqual([])
  })

  test('a session too short for the extra time of somebody expected is made with a warning; without minutes it lasts long enough', async () => {
    const student = await world.student('2001')
    await world.insert('need', {
      id: 'n1',
      personId: student.id,
      code: 'ExtraTime30Min',
      label: '',
      basis: 'minutes',
      value: 30,
      scopeKind: 'all',
      scopeValue: null,
      fromOn: null,
      toOn: null,
      source: 'test',
      endedAt: null,
      version: 1,
    })
    await world.registration(student, dutch, period)
    await world.registration(student, writing, period)
    const two = {...basic, on: '2026-12-10', exams: ['NE-LEZEN', 'NE-SCHRIJVEN']}
    expect((await createSession(world.office(), {...two, minutes: 90})).warnings).toMatchObject([
      {code: 'session.short-for-extra-time', details: {minutes: 165}},
    ])
    expect(await createSession(world.office(), {...two, from: '13:00'})).toMatchObject({minutes: 165, warnings: []})
  })

  test('a practical exam at a company has an address and several days, and no room', async () => {
    const practical = await world.exam('PRAKTIJK', {form: 'practical'}, {minutes: 480})
    expect(
      await codes(
        createSession(world.office(), {
          period: '2026-P2',
          on: '2026-12-01',
          from: '08:00',
          exams: ['PRAKTIJK'],
          capacity: 1,
        }),
      ),
    ).toEqual(['session.no-place'])
    const made = await createSession(world.office(), {
      period: '2026-P2',
      on: '2026-12-01',
      from: '08:00',
      minutes: 240,
      place: 'Bakkerij Jansen, Dorpsstraat 1',
      parts: [{on: '2026-12-02', from: '08:00', minutes: 240}],
      exams: [practical.code],
      capacity: 1,
      code: 'PRAKTIJK-1',
      duties: [{staff: 'ANNA', duty: 'assessor'}],
    }).catch((error: unknown) => error)
    expect(made).toMatchObject({code: 'session.refused', details: {reasons: [{code: 'staff.busy'}]}})
    const other = await createSession(world.office(), {
      period: '2026-P2',
      on: '2026-12-14',
      from: '08:00',
      minutes: 240,
      place: 'Bakkerij Jansen, Dorpsstraat 1',
      parts: [{on: '2026-12-15', from: '08:00', minutes: 240}],
      exams: [practical.code],
      capacity: 1,
      code: 'PRAKTIJK-1',
      duties: [{staff: 'ANNA', duty: 'assessor'}],
    })
    expect(other).toMatchObject({kind: 'practical', room: null, parts: [{on: '2026-12-14'}, {on: '2026-12-15'}]})
    // The second day counts as much as the first.
    expect(
      await codes(
        createSession(world.office(), {
          ...basic,
          on: '2026-12-15',
          from: '09:00',
          duties: [{staff: 'ANNA', duty: 'lead'}],
        }),
      ),
    ).toEqual(['staff.busy'])
  })

  test('nothing is planned in a closed period, and a code is given once', async () => {
    const closed = await world.period('2026-P1', {state: 'closed'})
    expect(await codes(createSession(world.office(), {...basic, period: closed.code, on: '2026-12-16'}))).toEqual([
      'period.closed',
    ])
    expect(await codes(createSession(world.office(), {...basic, on: '2026-12-16', code: 'PRAKTIJK-1'}))).toEqual([
      'session.exists',
    ])
  })

  test('a dry run tells what would be and changes nothing', async () => {
    const before = await listSessions(world.office())
    const preview = await createSession(world.office(), {
      ...basic,
      on: '2026-12-16',
      dryRun: true,
      duties: [{staff: 'ANNA', duty: 'lead'}],
    })
    expect(preview).toMatchObject({code: '1216-B104-0900', lead: 'ANNA', capacity: 12})
    expect(await listSessions(world.office())).toEqual(before)
  })

  test('a session is published once it has a place, exams, seats and a lead', async () => {
    const made = await createSession(world.office(), {...basic, on: '2026-12-17'})
    expect(await codes(publishSessions(world.office(), {sessions: [made.code]}))).toEqual(['session.no-lead'])
    await assignDuty(world.office(), {session: made.code, add: [{staff: 'ANNA', duty: 'lead'}]})
    expect(await publishSessions(world.office(), {sessions: [made.code]})).toMatchObject([{state: 'published'}])
    expect(await codes(publishSessions(world.office(), {sessions: [made.code]}))).toEqual(['session.not-planned'])
  })

  test('a new lead takes the place of the old one, and who is busy is refused', async () => {
    const cato = await world.employee('CATO')
    const made = await createSession(world.office(), {
      ...basic,
      on: '2026-12-18',
      duties: [{staff: 'ANNA', duty: 'lead'}],
    })
    const changed = await assignDuty(world.office(), {
      session: made.code,
      add: [
        {staff: 'CATO', duty: 'lead'},
        {staff: 'ANNA', duty: 'invigilator'},
      ],
    })
    expect(changed).toMatchObject({lead: 'CATO', invigilators: ['ANNA'], version: 2})
    const elsewhere = await createSession(world.office(), {
      ...basic,
      room: 'Z001',
      exams: ['NE-SCHRIJVEN'],
      on: '2026-12-18',
      from: '09:30',
    })
    expect(
      await codes(assignDuty(world.office(), {session: elsewhere.code, add: [{staff: 'CATO', duty: 'lead'}]})),
    ).toEqual(['staff.busy'])
    expect(await codes(assignDuty(world.office(), {session: elsewhere.code, remove: [cato.staffCode ?? '']}))).toEqual([
      'staff.not-here',
    ])
    expect(await assignDuty(world.office(), {session: made.code, remove: ['ANNA']})).toMatchObject({invigilators: []})
  })

  test('a planner plans in his locations, a teacher in rooms released to teachers, a student not at all', async () => {
    const planner = world.as('planner')
    const limited = {...planner, actor: planner.actor}
    expect(await codes(createSession(limited, {...basic, on: '2026-12-11', dryRun: true}))).toEqual([])
    const teacher = world.as('teacher', anna)
    expect(await codes(createSession(teacher, {...basic, on: '2026-12-11'}))).toEqual(['session.not-yours'])
    expect(
      await codes(createSession(teacher, {...basic, on: '2026-12-11', duties: [{staff: 'ANNA', duty: 'lead'}]})),
    ).toEqual(['session.not-yours'])
    await world.room('L001', noord, {owner: 'teachers'})
    expect(
      await codes(
        createSession(teacher, {...basic, room: 'L001', on: '2026-12-11', duties: [{staff: 'ANNA', duty: 'lead'}]}),
      ),
    ).toEqual([])
    await expect(createSession(world.as('student'), {...basic, on: '2026-12-11'})).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })

  test('the list is narrowed by day, room, exam and employee', async () => {
    expect((await listSessions(world.office(), {on: '2026-12-01'})).map(({code}) => code)).toEqual([
      '1201-B104-0900',
      '1201-B104-1300',
    ])
    expect(
      (await listSessions(world.office(), {exam: 'NE-SCHRIJVEN', on: '2026-12-01'})).map(({code}) => code),
    ).toEqual(['1201-B104-1300'])
    expect(
      (await listSessions(world.office(), {staff: 'ANNA', room: 'B104', to: '2026-12-02'})).map(({code}) => code),
    ).toEqual(['1201-B104-0900'])
    expect(await listSessions(world.office(), {location: 'ZUID', limit: 1})).toHaveLength(1)
    void maths
    void central
  })

  let blocks = 0
  function block({
    from,
    to,
    ...of
  }: {
    kind: 'room' | 'location' | 'person'
    from: string
    to: string
    roomId?: Room['id']
    locationId?: Location['id']
    personId?: Person['id']
  }) {
    return {
      id: `block-${++blocks}`,
      personId: null,
      roomId: null,
      groupId: null,
      locationId: null,
      startsAt: at(from),
      endsAt: at(to),
      title: '',
      source: 'test',
      externalKey: '',
      endedAt: null,
      ...of,
    }
  }
})
