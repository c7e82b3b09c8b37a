import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {addRoom} from '../../src/institution/places/add-room.ts'
import {listRooms} from '../../src/institution/places/list-rooms.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

const B104 = {code: 'B104', location: 'NOORD', seats: 30, examSeats: 24}

describe.each(DATABASES)('rooms on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    await world.location('NOORD')
  })
  afterAll(() => world.close())

  test('the office adds a room and finds it in the list', async () => {
    await addRoom(world.office(), {...B104, features: ['quiet']})
    const rooms = await listRooms(world.office(), {location: 'NOORD'})
    expect(rooms).toMatchObject([{code: 'B104', location: 'NOORD', examSeats: 24, features: ['quiet'], version: 1}])
  })

  test('a second room with the same code is refused and nothing is added', async () => {
    await expect(addRoom(world.office(), {...B104, examSeats: 40})).rejects.toMatchObject({
      code: 'room.refused',
      details: {reasons: [{code: 'room.exists'}, {code: 'room.more-exam-seats'}]},
    })
    expect(await listRooms(world.office())).toHaveLength(1)
  })

  test('a teacher may not add rooms', async () => {
    await expect(addRoom(world.as('teacher'), B104)).rejects.toMatchObject({kind: 'forbidden', code: 'deed.forbidden'})
  })

  test('the deed stands in the audit trail', async () => {
    const entries = await world
      .as('admin')
      .read('audit.read', ({audit}) => audit.entries({deed: 'room.add', limit: 10}))
    expect(entries).toMatchObject([{role: 'office', aboutKind: 'room', facts: {code: 'B104'}}])
  })
})
