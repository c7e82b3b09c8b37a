import {sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Tables} from '../../db/tables.ts'
import type {RegistrationId, SeatId} from '../../src/ids.ts'
import type {Person, Room} from '../../src/institution/model.ts'
import {listEnrolments} from '../../src/enrolment/list-enrolments.ts'
import {listBookings} from '../../src/planning/sessions/list-bookings.ts'
import {listSessions} from '../../src/planning/sessions/list-sessions.ts'
import {listRegistrations} from '../../src/registration/list-registrations.ts'
import {showDemand} from '../../src/registration/show-demand.ts'
import {type Database, DATABASES} from '../support/databases.ts'
import {measured} from '../support/measured.ts'
import {openWorld, type World} from '../support/world.ts'

const STUDENTS = 25_000
const SEATS = 25
/** Each student sits in ten sessions. */
const SESSIONS = (STUDENTS * 10) / SEATS
const ROOMS = 300
const PAGE = 500
/** What an office has open at once may take longer than one question, and must hold the event loop no longer. */
const TOGETHER = 5000

describe.each(DATABASES)(`occupancy over ${SESSIONS * SEATS} registrations on %s`, (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    await fill(world, which)
  }, 900_000)
  afterAll(() => world.close())

  test('how full the sessions of a page are', async () => {
    const page = await measured(`${which} sessions, a page`, () => listSessions(world.office(), {period: '2026-P2'}))
    expect(page).toHaveLength(100)
  })

  test('how full the sessions of a day are', async () => {
    const wanted = {period: '2026-P2', on: '2026-12-01', limit: 10_000}
    const all = await measured(`${which} sessions of a day`, () => listSessions(world.office(), wanted))
    expect(all.length).toBeGreaterThan(500)
  })

  test('which rooms of a location are taken in a period of three weeks', async () => {
    const wanted = {of: 'L0', on: '2026-11-30', days: 21}
    const taken = await measured(`${which} rooms in three weeks`, () => listBookings(world.office(), wanted))
    expect(taken.length).toBeGreaterThan(1000)
  })

  test('the views of an office together leave the event loop free', async () => {
    const office = world.office()
    const period = '2026-P2'
    const seen = await measured(
      `${which} demand, occupancy and lists`,
      () =>
        Promise.all([
          ...(['exam', 'location', 'group', 'need'] as const).map((by) => showDemand(office, {period, by})),
          listSessions(office, {period, limit: PAGE}),
          listBookings(office, {of: 'L0', on: '2026-11-30', days: 21}),
          listRegistrations(office, {period, limit: PAGE}),
          listEnrolments(office, {period, limit: PAGE}),
        ]),
      {most: TOGETHER},
    )
    expect(seen.at(-1)).toHaveLength(PAGE)
  })
})

/** A large school in the middle of a period: sessions in two parts of fifteen days, every seat taken. */
async function fill(world: World, which: Database): Promise<void> {
  const add = async <K extends keyof Tables>(table: K, rows: readonly Tables[K][]): Promise<void> => {
    for (let i = 0; i < rows.length; i += 1000)
      await world.store.db.transaction().execute(async (tx) => {
        // The rows are consistent as they are made; ten references a row would be looked up for minutes.
        if (which === 'postgres') await sql`set local session_replication_role = replica`.execute(tx)
        await tx
          .insertInto(table)
          .values(rows.slice(i, i + 1000) as never)
          .execute()
      })
  }
  const {next} = world.ids
  const period = await world.period('2026-P2')
  const exam = await world.exam('EX1')
  const locations = await Promise.all(Array.from({length: 6}, (_, i) => world.location(`L${i}`)))
  const rooms: Room[] = []
  for (let i = 0; i < ROOMS; i++) rooms.push(await world.room(`R${i}`, locations[i % 6]!, {examSeats: SEATS}))
  const [made, who] = [await world.session('S0', period, rooms[0]!, [exam]), await world.student('1')]
  const wish = await world.registration(who, exam, period, {code: 'W'})
  const one = await world.enrolment(wish, made)
  const seat = await world.store.db.selectFrom('seat').selectAll().executeTakeFirstOrThrow()
  const persons = Array.from({length: STUDENTS}, (_, i): Person => ({...who, id: next(), studentNumber: `${10 + i}0`}))
  await add('person', persons)
  for (let i = 0; i < SESSIONS; i += 500) {
    const some = Array.from({length: 500}, (_, k) => {
      const n = i + k
      const from = n % 2 ? '13:00' : '09:00'
      const on = new Date(Date.UTC(2026, 10, 30 + (Math.floor(n / 2) % 15))).toISOString().slice(0, 10)
      const at = {
        onDate: on,
        fromTime: from,
        startsAt: `${on}T${from}:00.000Z`,
        endsAt: `${on}T${from}:59.000Z`,
      } as never
      const room = rooms[n % ROOMS]!
      const {session, sessionExams, pool, booking} = made
      const rest = {locationId: room.locationId, roomId: room.id}
      const [own, offered] = [
        {...session, ...rest, ...(at as object), id: next<typeof session.id>(), code: `S-${n}`},
        next<never>(),
      ]
      return {
        own,
        exam: {...sessionExams[0]!, id: offered, sessionId: own.id},
        pool: {...pool, id: next<typeof pool.id>(), sessionId: own.id, taken: SEATS, capacity: SEATS},
        booking: {...booking, ...(at as object), id: next<string>(), sessionId: own.id, roomId: room.id},
        sitting: Array.from({length: SEATS}, (_, s) => persons[(n * SEATS + s) % STUDENTS]!.id),
      }
    })
    await add(
      'session',
      some.map(({own}) => own),
    )
    await add(
      'sessionExam',
      some.map((each) => each.exam),
    )
    await add(
      'seatPool',
      some.map(({pool}) => pool),
    )
    await add(
      'roomBooking',
      some.map(({booking}) => booking),
    )
    const rows = some.flatMap(({own, pool, exam: offered, sitting}) =>
      sitting.map((personId) => {
        const [registrationId, seatId] = [next<RegistrationId>(), next<SeatId>()]
        const span = {startsAt: own.startsAt, endsAt: own.endsAt, personId, sessionId: own.id}
        return {
          registration: {
            ...wish,
            id: registrationId,
            code: registrationId,
            personId,
            state: 'used' as const,
            closedAt: world.now(),
          },
          seat: {...seat, ...span, id: seatId, poolId: pool.id},
          enrolment: {
            ...one,
            id: next<typeof one.id>(),
            registrationId,
            seatId,
            personId,
            sessionId: own.id,
            sessionExamId: offered.id,
          },
        }
      }),
    )
    await add(
      'registration',
      rows.map(({registration}) => registration),
    )
    await add(
      'seat',
      rows.map((each) => each.seat),
    )
    await add(
      'enrolment',
      rows.map(({enrolment}) => enrolment),
    )
  }
  await sql`analyze`.execute(world.store.db)
}
