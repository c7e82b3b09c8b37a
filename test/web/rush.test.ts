import {sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {DATABASES} from '../support/databases.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'

/** Students for half as many seats; `ONTRAC_RUSH=2000` is the largest rush of a school. */
const STUDENTS = Number(process.env['ONTRAC_RUSH'] ?? 200)
const SEATS = STUDENTS / 2

type Outcome = Readonly<{status: number; to: string | null; text: string}>

describe.each(DATABASES)('a rush for seats over HTTP on %s', (which) => {
  let school: WebSchool
  let outcomes: readonly Outcome[] = []
  beforeAll(async () => {
    school = await openWebSchool(which)
    const {world, dutch, period, room} = school
    const session = await world.session('1207-B104-0900', period, room, [dutch], {on: '2026-12-07', seats: SEATS})
    const claims: (() => Promise<Outcome>)[] = []
    for (let i = 0; i < STUDENTS; i++) {
      const student = await world.student(`${200_000 + i}`)
      const {id} = await world.registration(student, dutch, period)
      const browser = await school.signedIn(student)
      const path = `/student/exams/${id}/enrol`
      const _form = school.served.hash.sha256(`form ${browser.cookies.get('ontrac')}`).slice(0, 32)
      claims.push(() => browser.send(path, {session: session.code, _form, _key: 'the only one'}))
    }
    outcomes = await Promise.all(claims.map((claim) => claim()))
  }, 600_000)
  afterAll(() => school.close())

  const count = async (query: ReturnType<typeof sql<{n: number}>>): Promise<number> =>
    Number((await query.execute(school.world.store.readDb)).rows[0]?.n)

  test('gives out every seat, each once', async () => {
    const [pool] = await school.world.store.readDb
      .selectFrom('seatPool')
      .innerJoin('session', 'session.id', 'seatPool.sessionId')
      .select(['capacity', 'taken'])
      .where('session.code', '=', '1207-B104-0900')
      .execute()
    expect(pool).toEqual({capacity: SEATS, taken: SEATS})
    expect(outcomes.filter(({status}) => status === 303)).toHaveLength(SEATS)
  })

  test('tells the others that it is full, and nobody anything else', async () => {
    const refused = outcomes.filter(({status}) => status !== 303)
    expect(new Set(refused.map(({status}) => status))).toEqual(new Set([409]))
    expect(refused.every(({text}) => text.includes('Deze zitting zit vol'))).toBe(true)
  })

  test('queues one confirmation for each seat', async () => {
    expect(await count(sql`select cast(count(*) as integer) as n from message`)).toBe(SEATS)
    expect(await count(sql`select cast(count(distinct person_id) as integer) as n from message`)).toBe(SEATS)
  })
})
