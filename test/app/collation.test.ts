import {sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, inject, test} from 'vitest'
import {listRooms} from '../../src/institution/places/list-rooms.ts'
import {listStudents} from '../../src/institution/people/list-students.ts'
import {sortKey, searchKey} from '../../src/institution/people/names.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

/** Codes that a language orders otherwise than their bytes do. */
const CODES = ['B-2', 'B1', 'BA', 'a1', 'b1', 'É1'] as const
const NAMES = ['Abe-Vos', 'Abels', 'Ábel', 'Zoë', 'abel', 'zoe', 'Ĳsbrand', 'IJsbrand'] as const

describe.each(DATABASES)('the order of text on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    const location = await world.location('L1')
    for (const code of CODES.toReversed()) await world.room(code, location)
    for (const [i, familyName] of NAMES.entries()) {
      const named = {givenName: 'Jo', prefix: '', familyName}
      const number = `10${i}`
      await world.student(number, {
        ...named,
        sortKey: sortKey(named),
        searchKey: searchKey({...named, studentNumber: number, staffCode: null, email: ''} as never),
      })
    }
  })
  afterAll(() => world.close())

  test('is a language’s by default where this run says so', async () => {
    if (which === 'sqlite') return
    const {rows} = await sql<{first: string}>`select min(t) as first from (values ('B'), ('a')) v (t)`.execute(
      world.store.db,
    )
    expect(rows).toEqual([{first: inject('collation') === 'icu' ? 'a' : 'B'}])
  })

  test('is that of bytes for codes, page after page', async () => {
    expect((await listRooms(world.office(), {})).map(({code}) => code)).toEqual(CODES)
    const paged: string[] = []
    for (let after: string | undefined; ; after = paged.at(-1)) {
      const page = await world
        .office()
        .read('people.read', ({rooms}) => rooms.all({}, {limit: 2, ...(after === undefined ? {} : {after})}))
      paged.push(...page.map(({code}) => code))
      if (page.length < 2) break
    }
    expect(paged).toEqual(CODES)
  })

  test('is that of names for people, page after page, each once', async () => {
    const all = (await listStudents(world.office())).map(({student}) => student)
    const paged: string[] = []
    for (;;) {
      const after = paged.at(-1)
      const page = await listStudents(world.office(), {limit: 3, ...(after === undefined ? {} : {after})})
      paged.push(...page.map(({student}) => student))
      if (page.length < 3) break
    }
    expect(paged).toEqual(all)
    expect(new Set(all).size).toBe(NAMES.length)
  })

  test('does not decide who is found: a search looks at letters without their accents', async () => {
    const found = async (search: string) => (await listStudents(world.office(), {search})).length
    expect([await found('abel'), await found('zoe'), await found('ZOË')]).toEqual([3, 2, 2])
  })

  test('tells codes apart that a language takes for one', async () => {
    const {rows} = await sql<{
      n: number
    }>`select cast(count(*) as integer) as n from room where code in ('B1', 'b1', 'B-1')`.execute(world.store.db)
    expect(rows).toEqual([{n: 2}])
  })
})
