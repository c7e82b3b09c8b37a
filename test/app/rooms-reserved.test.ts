import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Location, Period, Person, Room} from '../../src/institution/model.ts'
import {blockTime} from '../../src/institution/places/block-time.ts'
import {createSession} from '../../src/planning/sessions/create-session.ts'
import {listBookings} from '../../src/planning/sessions/list-bookings.ts'
import {releaseRoom} from '../../src/planning/sessions/release-room.ts'
import {roomsTaken} from '../../src/planning/sessions/rooms-taken.ts'
import {reserveRoom} from '../../src/planning/sessions/reserve-room.ts'
import {columns} from '../../src/planning/sessions/session-rows.ts'
import {day, overlaps, wallTime} from '../../src/time.ts'
import {DATABASES} from '../support/databases.ts'
import {at, openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('rooms reserved on %s', (which) => {
  let world: World
  let noord: Location
  let period: Period
  let anna: Person
  let bram: Person

  beforeAll(async () => {
    world = await openWorld(which)
    noord = await world.location('NOORD')
    period = await world.period('2026-P2')
    await world.room('B104', noord)
    await world.room('B105', noord)
    await world.exam('NE-LEZEN', {form: 'written'})
    anna = await world.employee('ANNA')
    bram = await world.employee('BRAM')
  })
  afterAll(() => world.close())

  const codes = (deed: Promise<unknown>): Promise<string[]> =>
    deed.then(
      () => [],
      (error: {code: string; details: {reasons?: {code: string}[]}}) =>
        error.details.reasons?.map(({code}) => code) ?? [error.code],
    )
  const meeting = {room: 'B104', on: '2026-12-01', from: '13:00', minutes: 60, title: 'Overleg'}

  test('a reservation keeps others out, and a session keeps reservations out', async () => {
    await reserveRoom(world.as('teacher', anna), meeting)
    expect(await codes(reserveRoom(world.office(), {...meeting, from: '13:30'}))).toEqual(['room.taken'])
    expect(await codes(reserveRoom(world.office(), {...meeting, from: '14:00'}))).toEqual([])
    await createSession(world.office(), {
      period: period.code,
      room: 'B105',
      on: '2026-12-01',
      from: '09:00',
      exams: ['NE-LEZEN'],
    })
    expect(await codes(reserveRoom(world.office(), {...meeting, room: 'B105', from: '09:59'}))).toEqual(['room.taken'])
    expect(await codes(reserveRoom(world.office(), {...meeting, room: 'B105', from: '10:00'}))).toEqual([])
  })

  test('the board sees what takes each room: sessions, reservations and blocks, of a location in each of its rooms', async () => {
    await createSession(world.office(), {
      period: period.code,
      room: 'B105',
      on: '2026-12-09',
      from: '09:00',
      exams: ['NE-LEZEN'],
      code: 'NE-9',
    })
    await reserveRoom(world.office(), {...meeting, on: '2026-12-09'})
    const shut = {on: '2026-12-10', from: '08:00', minutes: 60}
    await blockTime(world.office(), {kind: 'room', code: 'B104', ...shut, title: 'Onderhoud'})
    await blockTime(world.office(), {kind: 'location', code: 'NOORD', ...shut, on: '2026-12-11', title: 'Open dag'})
    const taken = await roomsTaken(world.as('planner'), {from: day('2026-12-09'), to: day('2026-12-11')})
    expect(taken.map(({room, on, from, by, title}) => `${on} ${from} ${room} ${by} ${title}`).toSorted()).toEqual([
      '2026-12-09 09:00 B105 session NE-9',
      '2026-12-09 13:00 B104 reservation Overleg',
      '2026-12-10 08:00 B104 block Onderhoud',
      '2026-12-11 08:00 B104 block Open dag',
      '2026-12-11 08:00 B105 block Open dag',
    ])
    expect(await roomsTaken(world.office(), {from: day('2026-12-08'), to: day('2026-12-08')})).toEqual([])
  })

  test('a room that is blocked or lies at a closed location is not reserved', async () => {
    await world.insert('block', {
      id: 'closed',
      kind: 'location',
      personId: null,
      roomId: null,
      groupId: null,
      locationId: noord.id,
      startsAt: at('2026-12-25T00:00'),
      endsAt: at('2026-12-26T00:00'),
      title: 'Kerst',
      source: 'test',
      externalKey: '',
      endedAt: null,
    })
    expect(await codes(reserveRoom(world.office(), {...meeting, on: '2026-12-25'}))).toEqual(['location.blocked'])
  })

  test('the day of a room or a location shows what takes it', async () => {
    const ofLocation = await listBookings(world.office(), {of: 'NOORD', on: '2026-12-01'})
    expect(ofLocation.map(({room, fromTime, session, title}) => [room, fromTime, session ?? title])).toEqual([
      ['B105', '09:00', '1201-B105-0900'],
      ['B105', '10:00', 'Overleg'],
      ['B104', '13:00', 'Overleg'],
      ['B104', '14:00', 'Overleg'],
    ])
    expect(await listBookings(world.office(), {of: 'B104', on: '2026-12-01'})).toHaveLength(2)
    expect(await listBookings(world.office(), {of: 'B104', on: '2026-11-30', days: 2})).toHaveLength(2)
  })

  test('who reserved a room releases it, or the office; a session keeps its room until it is moved', async () => {
    const of = (from: string) => ({room: 'B104', on: '2026-12-01', from})
    expect(await codes(releaseRoom(world.as('teacher', bram), of('13:15')))).toEqual(['booking.not-yours'])
    expect(await releaseRoom(world.as('teacher', anna), of('13:15'))).toMatchObject({title: 'Overleg'})
    expect(await codes(releaseRoom(world.office(), of('13:15')))).toEqual(['booking.not-found'])
    expect(await codes(releaseRoom(world.office(), {...of('09:00'), room: 'B105'}))).toEqual(['booking.of-session'])
    expect(await codes(reserveRoom(world.office(), meeting))).toEqual([])
  })

  test('a student reserves nothing', async () => {
    await expect(reserveRoom(world.as('student'), meeting)).rejects.toMatchObject({kind: 'forbidden'})
  })

  describe.each([2, 50])('%i at once', (n) => {
    const many = Array.from({length: n}, (_, i) => i)
    const onDay = n === 2 ? '2026-12-08' : '2026-12-09'
    let rooms: Room[]
    beforeAll(async () => {
      rooms = []
      for (const i of many) rooms.push(await world.room(`R${n}-${i}`, noord))
    })

    const bookingsOf = (room: Room, from = onDay) =>
      world
        .office()
        .read('plan.read', ({planning}) =>
          planning.bookings([room.id], {startsAt: at(`${from}T00:00`), endsAt: at(`${from}T23:59`)}),
        )

    test('one of them gets the room', async () => {
      const session = (i: number) =>
        createSession(world.office(), {
          period: period.code,
          room: rooms[0]!.code,
          on: onDay,
          from: '09:00',
          exams: ['NE-LEZEN'],
          code: `ZELFDE-${n}-${i}`,
        })
      const reservation = () =>
        reserveRoom(world.office(), {room: rooms[0]!.code, on: onDay, from: '09:30', minutes: 60, title: 'Overleg'})
      const outcomes = await Promise.all(many.map((i) => codes(i % 2 === 0 ? session(i) : reservation())))
      expect(outcomes.filter((reasons) => reasons.length === 0)).toHaveLength(1)
      expect(outcomes.flat().every((code) => code === 'room.taken')).toBe(true)
      expect(await bookingsOf(rooms[0]!)).toHaveLength(1)
    })

    test('one of them gets the invigilator', async () => {
      const cato = await world.employee(`CATO${n}`)
      const session = (room: Room) =>
        createSession(world.office(), {
          period: period.code,
          room: room.code,
          on: onDay,
          from: '13:00',
          exams: ['NE-LEZEN'],
          duties: [{staff: `CATO${n}`, duty: 'invigilator'}],
        })
      const outcomes = await Promise.all(rooms.map((room) => codes(session(room))))
      expect(outcomes.filter((reasons) => reasons.length === 0)).toHaveLength(1)
      expect(outcomes.flat().every((code) => code === 'staff.busy')).toBe(true)
      expect(await world.office().read('plan.read', ({duties}) => duties.count({personId: cato.id}))).toBe(1)
    })

    test('without the lock the same check and write give the room to several, so that the tests above would fail', async () => {
      const room = rooms[1]!
      const moment = {on: day(onDay), from: wallTime('09:00'), minutes: 60, zone: 'Europe/Amsterdam'}
      const span = columns(moment)
      let looked = 0
      let go = (): void => {}
      const all = new Promise<void>((resolve) => {
        go = resolve
      })
      await Promise.all(
        many.map(async (i) => {
          const taken = await world.office().read('plan.read', ({planning}) => planning.bookings([room.id], span))
          if (++looked === n) go()
          await all
          if (taken.length > 0) return
          const booking = {
            id: `unlocked-${n}-${i}`,
            roomId: room.id,
            sessionId: null,
            title: 'Overleg',
            bookedBy: null,
            ...span,
            endedAt: null,
          }
          await world.office().write('room.reserve', {}, ({bookings}) => bookings.add([booking]))
        }),
      )
      const booked = await bookingsOf(room)
      expect(booked.filter((each, i) => booked.some((other, j) => j < i && overlaps(each, other)))).toHaveLength(n - 1)
    })

    test('without the lock the same check and write give one invigilator to several', async () => {
      const daan = await world.employee(`DAAN${n}`)
      const made = await Promise.all(
        rooms.map((room, i) =>
          world.session(`VRIJ-${n}-${i}`, period, room, [], {on: onDay, from: '16:00', minutes: 60}),
        ),
      )
      let looked = 0
      let go = (): void => {}
      const all = new Promise<void>((resolve) => {
        go = resolve
      })
      await Promise.all(
        made.map(async ({session}, i) => {
          const known = await world
            .office()
            .read('plan.read', ({planning}) => planning.availability([daan.id], session))
          if (++looked === n) go()
          await all
          if (known.get(daan.id)!.engagements.length > 0) return
          const {startsAt, endsAt} = session
          const duty = {
            id: `unlocked-duty-${n}-${i}`,
            sessionId: session.id,
            personId: daan.id,
            duty: 'invigilator' as const,
            startsAt,
            endsAt,
            endedAt: null,
          }
          await world.office().write('session.assign-duty', {}, ({duties}) => duties.add([duty]))
        }),
      )
      expect(await world.office().read('plan.read', ({duties}) => duties.count({personId: daan.id}))).toBe(n)
    })
  })
})
