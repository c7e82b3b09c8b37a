import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {makeSeating} from '../../src/delivery/seating/make-seating.ts'
import {moveSeat} from '../../src/delivery/seating/move-seat.ts'
import {showSeating} from '../../src/delivery/seating/show-seating.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('seats in a room on %s', (which) => {
  let world: World
  let enrol: (student: string, which: 0 | 1) => Promise<void>

  beforeAll(async () => {
    world = await openWorld(which)
    const period = await world.period('2026-P2')
    const noord = await world.location('NOORD')
    const room = await world.room('B104', noord, {rowCount: 3, columnCount: 4, examSeats: 12})
    const exams = [await world.exam('NE-3F'), await world.exam('REK-3')] as const
    const session = await world.session('S1', period, room, exams)
    enrol = async (number, exam) => {
      const registration = await world.registration(await world.student(number), exams[exam], period)
      await world.enrolment(registration, session)
    }
    for (let i = 0; i < 10; i++) await enrol(`20${String(i).padStart(2, '0')}`, i < 5 ? 0 : 1)
  })
  afterAll(() => world.close())

  const codes = (deed: Promise<unknown>): Promise<string[]> =>
    deed.then(
      () => [],
      (error: {code: string; details: {reasons?: {code: string}[]}}) =>
        error.details.reasons?.map(({code}) => code) ?? [error.code],
    )

  test('students with the same exam sit apart, and a preview seats nobody', async () => {
    const preview = await makeSeating(world.office(), {session: 'S1', reserve: 1, dryRun: true})
    expect(preview).toMatchObject({sameNeighbours: 0, atLeast: 0, without: [], reserved: ['C4']})
    expect(new Set(preview.seats.map(({seat}) => seat)).size).toBe(10)
    expect((await showSeating(world.office(), 'S1')).without).toHaveLength(10)
  })

  test('by list everybody sits in order; special places come first', async () => {
    const made = await makeSeating(world.office(), {session: 'S1', way: 'order', seats: {'2009': 'C4'}, closed: ['A2']})
    expect(made.seats.map(({seat}) => seat)).toEqual(['A1', 'A3', 'A4', 'B1', 'B2', 'B3', 'B4', 'C1', 'C2', 'C4'])
    expect(made.seats.at(-1)).toMatchObject({student: '2009'})
    expect((await showSeating(world.office(), 'S1')).seats).toEqual(made.seats)
  })

  test('one who comes late gets a place beside nobody of his exam if it can be, and nobody moves', async () => {
    const before = (await showSeating(world.office(), 'S1')).seats
    await enrol('2100', 1)
    expect(await moveSeat(world.office(), {session: 'S1', student: '2100', dryRun: true})).toMatchObject({
      from: null,
      swappedWith: null,
    })
    const {to} = await moveSeat(world.office(), {session: 'S1', student: '2100'})
    const after = (await showSeating(world.office(), 'S1')).seats
    expect(after.filter(({student}) => student !== '2100')).toEqual(before)
    expect(after.find(({student}) => student === '2100')).toMatchObject({seat: to})
    expect(await moveSeat(world.office(), {session: 'S1', student: '2100', to: 'A1'})).toMatchObject({
      swappedWith: before[0]!.student,
    })
  })

  test('what cannot be is refused, each by its own code', async () => {
    expect(await codes(makeSeating(world.office(), {session: 'S1', closed: ['A1', 'A2']}))).toEqual([
      'seating.too-small',
    ])
    expect(await codes(makeSeating(world.office(), {session: 'S1', front: ['9999']}))).toEqual([
      'seating.not-a-candidate',
    ])
    expect(await codes(makeSeating(world.office(), {session: 'S1', closed: ['Z9']}))).toEqual(['seating.unknown-place'])
    expect(await codes(moveSeat(world.office(), {session: 'S1', student: '9999'}))).toEqual(['seating.not-a-candidate'])
    await expect(makeSeating(world.as('teacher'), {session: 'S1'})).rejects.toMatchObject({kind: 'forbidden'})
  })
})
