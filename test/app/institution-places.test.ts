import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openContext} from '../../db/context.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {addLocation} from '../../src/institution/places/add-location.ts'
import {addRoom} from '../../src/institution/places/add-room.ts'
import {blockTime} from '../../src/institution/places/block-time.ts'
import {changeRoom} from '../../src/institution/places/change-room.ts'
import {endRoom} from '../../src/institution/places/end-room.ts'
import {listLocations} from '../../src/institution/places/list-locations.ts'
import {listRooms} from '../../src/institution/places/list-rooms.ts'
import {setDistance} from '../../src/institution/places/set-distance.ts'
import {showRoom} from '../../src/institution/places/show-room.ts'
import {unblockTime} from '../../src/institution/places/unblock-time.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

const B104 = {code: 'B104', location: 'NOORD', seats: 30, examSeats: 24}

describe.each(DATABASES)('locations and rooms on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    for (const code of ['NOORD', 'ZUID', 'OOST']) await addLocation(world.office(), {code, name: `Gebouw ${code}`})
    await addRoom(world.office(), B104)
    await addRoom(world.office(), {...B104, code: 'C001', location: 'ZUID'})
  })
  afterAll(() => world.close())

  test('a location has a code of its own', async () => {
    await expect(addLocation(world.office(), {code: 'NOORD', name: 'X'})).rejects.toMatchObject({
      details: {reasons: [{code: 'location.exists'}]},
    })
  })

  test('travel is as long there as back, and the last word counts', async () => {
    await setDistance(world.office(), {from: 'NOORD', to: 'ZUID', minutes: 20})
    await setDistance(world.office(), {from: 'ZUID', to: 'NOORD', minutes: 25})
    expect(await listLocations(world.office())).toMatchObject([
      {location: 'NOORD', rooms: 1, examSeats: 24, travel: [{to: 'ZUID', minutes: 25}]},
      {location: 'OOST', rooms: 0, examSeats: 0, travel: []},
      {location: 'ZUID', travel: [{to: 'NOORD', minutes: 25}]},
    ])
    const nowhere = setDistance(world.office(), {from: 'NOORD', to: 'WEST', minutes: 5})
    await expect(nowhere).rejects.toMatchObject({code: 'location.not-found'})
    const same = setDistance(world.office(), {from: 'NOORD', to: 'NOORD', minutes: 5})
    await expect(same).rejects.toMatchObject({code: 'location.same'})
  })

  test('a room changes part by part, and never holds more exam seats than seats', async () => {
    await changeRoom(world.office(), 'B104', {examSeats: 20, rowCount: 4, columnCount: 5, owner: 'Sporthal'})
    expect(await showRoom(world.office(), 'B104')).toMatchObject({
      seats: 30,
      examSeats: 20,
      rowCount: 4,
      owner: 'Sporthal',
    })
    for (const [change, codes] of [
      [{seats: 10}, ['room.more-exam-seats']],
      [{examSeats: 25}, ['room.small-grid']],
      [{rowCount: null}, ['room.half-a-grid']],
      [{examSeats: 40}, ['room.more-exam-seats', 'room.small-grid']],
    ] as const)
      await expect(changeRoom(world.office(), 'B104', change)).rejects.toMatchObject({
        details: {reasons: codes.map((code) => ({code}))},
      })
    await expect(changeRoom(world.office(), 'B104', {})).rejects.toMatchObject({code: 'room.nothing-to-change'})
    expect(await showRoom(world.office(), 'B104')).toMatchObject({seats: 30, examSeats: 20})
  })

  test('a blocked time of a room or its whole location shows until it is taken away', async () => {
    const block = {on: '2026-12-01', from: '9:00', minutes: 240, title: 'Onderhoud'}
    await blockTime(world.office(), {...block, kind: 'room', code: 'B104'})
    await blockTime(world.office(), {...block, kind: 'location', code: 'NOORD', from: '08:00', title: 'Open dag'})
    await blockTime(world.office(), {...block, kind: 'room', code: 'B104', on: '2026-11-01', title: 'Voorbij'})
    expect((await showRoom(world.office(), 'B104')).blocks).toMatchObject([
      {title: 'Open dag', startsAt: '2026-12-01T07:00:00.000Z', endsAt: '2026-12-01T11:00:00.000Z'},
      {title: 'Onderhoud', on: '2026-12-01', from: '09:00', minutes: 240},
    ])
    expect((await showRoom(world.office(), 'C001')).blocks).toEqual([])
    const given = {kind: 'room' as const, code: 'B104', on: '2026-12-01', from: '09:00'}
    expect(await unblockTime(world.office(), given)).toEqual({ended: 1})
    expect((await showRoom(world.office(), 'B104')).blocks).toMatchObject([{title: 'Open dag'}])
    await expect(unblockTime(world.office(), given)).rejects.toMatchObject({code: 'block.not-found'})
  })

  test('an hour that the clocks skip cannot be blocked', async () => {
    const block = {kind: 'room' as const, code: 'B104', on: '2027-03-28', from: '02:30', minutes: 30, title: 'x'}
    await expect(blockTime(world.office(), block)).rejects.toMatchObject({code: 'time.skipped'})
  })

  test('a planner of one location blocks what is at home there, and nothing else', async () => {
    await world.student('1')
    const noord = await world.office().read('catalogue.read', ({locations}) => locations.get('NOORD'))
    await world.group('1A', [], [], {locationId: noord.id})
    await world.group('1B', [])
    const {store, ids} = world
    const clock = {now: world.now}
    const scopes = {planner: {locationIds: [noord.id]}}
    const planner = openContext({store, ids, clock, hash: hasher, actor: {person: null, roles: ['planner'], scopes}})
    const time = {on: '2026-12-02', from: '09:00', minutes: 60, title: 'x'}
    await blockTime(planner, {...time, kind: 'room', code: 'B104'})
    await blockTime(planner, {...time, kind: 'group', code: '1A'})
    for (const [kind, code] of [
      ['room', 'C001'],
      ['location', 'ZUID'],
      ['group', '1B'],
      ['person', '1'],
    ] as const) {
      const elsewhere = {details: {reasons: [{code: 'block.elsewhere'}]}}
      await expect(blockTime(planner, {...time, kind, code})).rejects.toMatchObject(elsewhere)
      await expect(unblockTime(planner, {kind, code, on: time.on, from: time.from})).rejects.toMatchObject(elsewhere)
    }
  })

  test('a room that has ended is in no list, and its code is free', async () => {
    await endRoom(world.office(), {room: 'B104'})
    expect(await listRooms(world.office())).toMatchObject([{code: 'C001'}])
    await addRoom(world.office(), B104)
    expect((await listRooms(world.office(), {limit: 1})).map(({code}) => code)).toEqual(['B104'])
    expect((await listRooms(world.office(), {after: 'B104'})).map(({code}) => code)).toEqual(['C001'])
  })

  test('a teacher changes none of it', async () => {
    const teacher = world.as('teacher')
    const forbidden = {code: 'deed.forbidden'}
    await expect(addLocation(teacher, {code: 'X', name: 'X'})).rejects.toMatchObject(forbidden)
    await expect(setDistance(teacher, {from: 'NOORD', to: 'ZUID', minutes: 1})).rejects.toMatchObject(forbidden)
    await expect(changeRoom(teacher, 'C001', {seats: 1})).rejects.toMatchObject(forbidden)
    await expect(endRoom(teacher, {room: 'C001'})).rejects.toMatchObject(forbidden)
    const time = {kind: 'room' as const, code: 'C001', on: '2026-12-02', from: '09:00'}
    await expect(blockTime(teacher, {...time, minutes: 1, title: 'x'})).rejects.toMatchObject(forbidden)
    await expect(unblockTime(teacher, time)).rejects.toMatchObject(forbidden)
  })
})
