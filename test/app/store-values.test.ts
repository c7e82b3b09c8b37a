import {randomUUID} from 'node:crypto'
import {type Kysely, sql} from 'kysely'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import type {Store} from '../../db/open.ts'
import type {Tables} from '../../db/tables.ts'
import type {Json} from '../../src/json.ts'
import type {Day, Instant} from '../../src/time.ts'
import {DATABASES, openTestStore, type TestStore} from '../support/databases.ts'

const id = <T extends string>() => randomUUID() as string as T
const AT = '2026-11-24T09:00:00.000Z' as Instant
const COMPOSED = 'Zo\u00eb'
const DECOMPOSED = 'Zoe\u0308'

function job(payload: unknown, change: object = {}): Tables['job'] {
  const rest = {attempts: 0, leaseToken: null, leasedUntil: null, doneAt: null, lastError: null, ...change}
  return {id: id(), kind: 'mail', key: id(), payload: payload as Json, dueAt: AT, ...rest}
}

function lane(parked: boolean): Tables['lane'] {
  return {key: id(), nextSequence: 1, leaseToken: null, leasedUntil: null, parked, version: 1}
}

describe.each(DATABASES)('values on %s', (which) => {
  let opened: TestStore
  let store: Store
  beforeAll(async () => {
    opened = await openTestStore(which)
    store = opened.store
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    await store.db.deleteFrom('job').execute()
    await store.db.deleteFrom('lane').execute()
  })

  const kept = async (payload: unknown) => {
    const row = job(payload)
    await store.db.insertInto('job').values(row).execute()
    return (await store.db.selectFrom('job').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow()).payload
  }
  const keep = (row: unknown) =>
    store.db
      .insertInto('job')
      .values(row as Tables['job'])
      .execute()
  const physical = async (column: string, table: string) => {
    const {rows} = await sql<{value: unknown}>`select ${sql.ref(column)} as value from ${sql.table(table)}`.execute(
      store.db.withoutPlugins(),
    )
    return rows.map(({value}) => value)
  }

  test('yes and no are kept as 1 and 0 and come back as yes and no', async () => {
    await store.db
      .insertInto('lane')
      .values([lane(true), lane(false)])
      .execute()
    expect(new Set(await physical('parked', 'lane'))).toEqual(new Set([0, 1]))
    const parked = await store.db.selectFrom('lane').select('parked').where('parked', '=', true).execute()
    expect(parked).toEqual([{parked: true}])
    await store.db.updateTable('lane').set({parked: false}).execute()
    expect(await physical('parked', 'lane')).toEqual([0, 0])
  })

  test.each([
    [{exam: 'REK-3F', minutes: [90, 120], needs: {extra: true, aid: null}}],
    [['a', 'b']],
    [[]],
    ['a text'],
    [''],
    [0.25],
    [true],
    [false],
    [null],
    [{name: `line\n\u0301accent "quoted" \\ ${COMPOSED}`}],
    [{['__proto__']: 1}],
  ])('%j comes back from a JSON column as it was', async (payload) => {
    expect(await kept(payload)).toStrictEqual(payload)
  })

  test('an undefined part of JSON is an absent one', async () => {
    expect(await kept({minutes: 90, aid: undefined})).toStrictEqual({minutes: 90})
  })

  test('JSON is changed and added to as it is inserted', async () => {
    const row = job({n: 1})
    await keep(row)
    await store.db.updateTable('job').set({payload: 'done'}).execute()
    expect(await physical('payload', 'job')).toEqual(['"done"'])
    const again = store.db.insertInto('job').values({...row, payload: ['late']})
    await again.onConflict((conflict) => conflict.column('id').doUpdateSet({payload: {n: 2}})).execute()
    expect(await store.db.selectFrom('job').select('payload').execute()).toEqual([{payload: {n: 2}}])
  })

  test('an optional JSON column may be empty', async () => {
    const period = id<Tables['period']['id']>()
    const on = '2026-11-30' as Day
    const named = {id: period, code: '2026-P2', name: 'P2', state: 'draft', fromOn: on, toOn: on, version: 1} as const
    await store.db.insertInto('period').values(named).execute()
    const rest = {examId: null, dueAt: null, doneAt: null, undoneAt: null, reportedReasons: null, version: 1}
    await store.db
      .insertInto('periodTransition')
      .values({id: id(), periodId: period, deed: 'period.open', ...rest})
      .execute()
    const found = await store.db
      .selectFrom('periodTransition')
      .select('reportedReasons')
      .where('reportedReasons', 'is', null)
      .execute()
    expect(found).toEqual([{reportedReasons: null}])
  })

  test('text is composed, so that a name is found however it was typed', async () => {
    await keep(job({name: DECOMPOSED}, {kind: DECOMPOSED}))
    expect(await store.db.selectFrom('job').select(['kind', 'payload']).where('kind', '=', COMPOSED).execute()).toEqual(
      [{kind: COMPOSED, payload: {name: COMPOSED}}],
    )
    expect(await store.db.selectFrom('job').select('id').where('kind', 'in', [DECOMPOSED]).execute()).toHaveLength(1)
  })

  test('bytes come back as they were', async () => {
    const file = id<Tables['file']['id']>()
    const content = Uint8Array.from({length: 256}, (_, i) => i)
    await store.db
      .insertInto('file')
      .values({id: file, name: 'list.pdf', mediaType: 'application/pdf', size: 256, sha256: 'x', createdAt: AT})
      .execute()
    await store.db.insertInto('fileChunk').values({fileId: file, position: 0, content}).execute()
    const chunk = await store.db.selectFrom('fileChunk').selectAll().executeTakeFirstOrThrow()
    expect([...chunk.content]).toEqual([...content])
    expect(await store.db.selectFrom('file').select('sha256').execute()).toEqual([{sha256: 'x'}])
  })

  test.each<[string, unknown]>([
    ['a bigint', 5n],
    ['a date', new Date(0)],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a fraction', 1.5],
    ['an unsafe number', 2 ** 60],
    ['more than 32 bits', 2 ** 31],
    ['less than 32 bits', -(2 ** 31) - 1],
    ['a map', new Map()],
    ['a symbol', Symbol('x')],
  ])('%s is refused and nothing is kept', async (_, value) => {
    await expect(async () => keep(job({}, {attempts: value}))).rejects.toMatchObject({code: 'store.unstorable'})
    const one = job({})
    await keep(one)
    const change = async () =>
      store.db
        .updateTable('job')
        .set({attempts: value as number})
        .execute()
    await expect(change).rejects.toMatchObject({code: 'store.unstorable'})
    await expect(async () => sql`select ${value} as x`.execute(store.db)).rejects.toMatchObject({
      code: 'store.unstorable',
    })
    expect(await store.db.selectFrom('job').select('attempts').execute()).toEqual([{attempts: 0}])
  })

  test.each<[string, unknown]>([
    ['bigint', {n: 1n}],
    ['date', [new Date(0)]],
    ['not a number', {n: Number.NaN}],
    ['a hole in a list', [undefined]],
    ['nothing at all', () => 1],
  ])('JSON with a %s is refused', async (_, payload) => {
    await expect(async () => kept({payload})).rejects.toMatchObject({code: 'store.unstorable'})
  })

  test('the smallest and largest whole numbers are kept', async () => {
    await store.db
      .insertInto('job')
      .values([job({}, {attempts: 2 ** 31 - 1}), job({}, {attempts: -(2 ** 31)})])
      .execute()
    const rows = await store.db.selectFrom('job').select('attempts').orderBy('attempts').execute()
    expect(rows).toEqual([{attempts: -(2 ** 31)}, {attempts: 2 ** 31 - 1}])
  })

  test('a value that is missing is refused', async () => {
    await expect(async () =>
      store.db
        .selectFrom('job')
        .select('id')
        .where('key', '=', undefined as unknown as string)
        .execute(),
    ).rejects.toMatchObject({
      code: 'store.unstorable',
    })
    const rows = [job({}), job({}, {lastError: undefined})]
    await expect(async () => store.db.insertInto('job').values(rows).execute()).rejects.toMatchObject({
      code: 'store.unstorable',
    })
  })

  test.each([
    ['NUL', 'a\u0000b'],
    ['half a character', 'a\ud83d'],
  ])('text with %s is refused, also inside JSON', async (_, text) => {
    await expect(async () => keep(job({}, {kind: text}))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'store.invalid-text',
    })
    await expect(async () => kept({deep: [text]})).rejects.toMatchObject({code: 'store.invalid-text'})
    await expect(async () => kept({[text]: 1})).rejects.toMatchObject({code: 'store.invalid-text'})
  })

  test.each<[string, unknown]>([
    ['a bigint', 5n],
    ['an object', {a: 1}],
    ['a date', new Date(0)],
    ['nothing', undefined],
    ['more than 32 bits', 2 ** 40],
  ])('the driver itself refuses %s', async (_, value) => {
    const driver: Kysely<Tables> = store.db.withoutPlugins()
    await expect(sql`select ${value} as x`.execute(driver)).rejects.toMatchObject({code: 'store.unstorable'})
  })

  test('counts and sums are numbers', async () => {
    await store.db
      .insertInto('job')
      .values([job({}, {attempts: 2 ** 31 - 1}), job({}, {attempts: 2 ** 31 - 1})])
      .execute()
    const {fn} = store.db
    expect(
      await store.db
        .selectFrom('job')
        .select([fn.countAll().as('n'), fn.sum('attempts').as('total')])
        .execute(),
    ).toEqual([{n: 2, total: 2 ** 32 - 2}])
  })

  test('several statements at once are refused', async () => {
    await keep(job({}))
    const both = sql`update job set kind = 'a;b'; update job set attempts = 7`.execute(store.db)
    await expect(both).rejects.toThrow('one statement at a time')
    await sql`update job set kind = 'a; b' -- one; only`.execute(store.db)
    expect(await store.db.selectFrom('job').select(['kind', 'attempts']).execute()).toEqual([
      {kind: 'a; b', attempts: 0},
    ])
  })
})
