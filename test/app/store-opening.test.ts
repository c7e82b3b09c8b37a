import {access, mkdtemp, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {inspect} from 'node:util'
import {type Kysely, sql} from 'kysely'
import type {Migration} from 'kysely/migration'
import {afterAll, afterEach, beforeAll, describe, expect, inject, test} from 'vitest'
import {migrate, requireCurrentSchema, schemaState} from '../../db/migrate.ts'
import {migrations} from '../../db/migrations/index.ts'
import {openStore, type Store} from '../../db/open.ts'
import {DATABASES, openTestStore, type TestStore} from '../support/databases.ts'

const create = (table: string, work: (db: Kysely<unknown>) => Promise<unknown> = async () => undefined): Migration => ({
  async up(db: Kysely<unknown>) {
    await sql`create table ${sql.id(table)} (id text primary key)`.execute(db)
    await work(db)
  },
})
const ONE = {'2026-01-01-one': create('one')}
const TWO = {...ONE, '2026-02-01-two': create('two')}
const BROKEN = {
  ...TWO,
  '2026-03-01-three': create('three', async () => {
    throw new Error('a mistake')
  }),
}

describe.each(DATABASES)('migrating on %s', (which) => {
  let opened: TestStore
  let store: Store
  afterEach(() => opened.close())
  const open = async () => {
    opened = await openTestStore(which, {empty: true})
    store = opened.store
  }
  const has = async (table: string) => (await store.db.introspection.getTables()).some(({name}) => name === table)

  test('an empty store is behind, gets every change once, and is current then', async () => {
    await open()
    expect(await schemaState(store, TWO)).toEqual({applied: [], pending: Object.keys(TWO), unknown: []})
    await expect(requireCurrentSchema(store, TWO)).rejects.toMatchObject({kind: 'refused', code: 'store.schema-behind'})
    expect(await migrate(store, ONE)).toEqual(Object.keys(ONE))
    expect(await migrate(store, TWO)).toEqual(['2026-02-01-two'])
    expect(await migrate(store, TWO)).toEqual([])
    expect(await schemaState(store, TWO)).toEqual({applied: Object.keys(TWO), pending: [], unknown: []})
    await requireCurrentSchema(store, TWO)
  })

  test('a store that a newer version changed is left alone', async () => {
    await open()
    await migrate(store, TWO)
    await expect(requireCurrentSchema(store, ONE)).rejects.toMatchObject({
      kind: 'refused',
      code: 'store.schema-ahead',
      details: {unknown: ['2026-02-01-two']},
    })
    await expect(migrate(store, ONE)).rejects.toMatchObject({code: 'store.schema-ahead'})
  })

  test('a change that fails leaves the store as it was', async () => {
    await open()
    await migrate(store, ONE)
    await expect(migrate(store, BROKEN)).rejects.toThrow('a mistake')
    expect(await schemaState(store, BROKEN)).toMatchObject({
      applied: ['2026-01-01-one'],
      pending: ['2026-02-01-two', '2026-03-01-three'],
    })
    expect([await has('one'), await has('two'), await has('three')]).toEqual([true, false, false])
  })

  test('several that migrate at once do it once', async () => {
    await open()
    const others = await Promise.all([1, 2, 3].map(() => openStore(opened.address)))
    const done = await Promise.all([store, ...others].map((each) => migrate(each, TWO)))
    expect(done.filter((names) => names.length > 0)).toEqual([Object.keys(TWO)])
    await Promise.all(others.map((other) => other.close()))
  })

  test('the real schema is made and can be asked at once', async () => {
    await open()
    await migrate(store)
    await requireCurrentSchema(store)
    expect((await schemaState(store)).applied).toEqual(Object.keys(migrations))
    expect(await store.readDb.selectFrom('location').selectAll().execute()).toEqual([])
  })
})

describe('a SQLite store', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ontrac-opening-'))
  })
  afterAll(() => rm(folder, {recursive: true, force: true}))
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777

  test('is never made by opening it', async () => {
    const file = join(folder, 'none', 'store.db')
    await expect(openStore(`sqlite:${file}`)).rejects.toMatchObject({
      kind: 'not-found',
      code: 'store.missing',
      details: {file},
    })
    await expect(access(file)).rejects.toMatchObject({code: 'ENOENT'})
    await expect(access(join(folder, 'none'))).rejects.toMatchObject({code: 'ENOENT'})
  })

  test('is its owner’s only, with the files beside it', async () => {
    const file = join(folder, 'new', 'store.db')
    const store = await openStore(`sqlite:${file}`, {create: true})
    await migrate(store, ONE)
    expect(await modeOf(join(folder, 'new'))).toBe(0o700)
    for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(await modeOf(name)).toBe(0o600)
    await store.close()
    const again = await openStore(`sqlite:${file}`)
    expect(again.url).toBe(`sqlite:${file}`)
    expect((await schemaState(again, ONE)).applied).toEqual(Object.keys(ONE))
    await again.close()
  })

  test('survives a power cut: what is saved is on the disk', async () => {
    const store = await openStore(`sqlite:${join(folder, 'full.db')}`, {create: true})
    const asked = async (what: string) =>
      Object.values((await sql<object>`pragma ${sql.raw(what)}`.execute(store.db)).rows[0] ?? {})
    expect([await asked('synchronous'), await asked('journal_mode'), await asked('foreign_keys')]).toEqual([
      [2],
      ['wal'],
      [1],
    ])
    await store.close()
  })

  test('is no other file and no folder', async () => {
    const file = join(folder, 'letter.txt')
    await writeFile(file, 'Beste student, '.repeat(200))
    await expect(openStore(`sqlite:${file}`)).rejects.toMatchObject({kind: 'unavailable', code: 'store.unreachable'})
    await expect(openStore(`sqlite:${folder}`)).rejects.toMatchObject({kind: 'invalid', code: 'store.invalid-url'})
    await expect(openStore('sqlite:')).rejects.toMatchObject({code: 'store.invalid-url'})
  })

  test('in memory reads and writes on one connection', async () => {
    const store = await openStore('sqlite::memory:')
    await migrate(store)
    const row = {id: 'x' as never, code: 'NOORD', name: '', address: '', endedAt: null, version: 1}
    const reading = store.db.transaction().setAccessMode('read only')
    await expect(reading.execute((tx) => tx.insertInto('location').values(row).execute())).rejects.toMatchObject({
      code: 'SQLITE_READONLY',
    })
    const before = await store.changed()
    await store.db.insertInto('location').values(row).execute()
    expect(await store.changed()).not.toBe(before)
    expect(await store.readDb.selectFrom('location').select('code').execute()).toEqual([{code: 'NOORD'}])
    await store.close()
  })
})

describe('a Postgres store', () => {
  const address = (change: (url: URL) => void) => {
    const url = new URL(inject('postgresUrl'))
    change(url)
    return url.href
  }

  test('may be in a schema of its own', async () => {
    const opened = await openTestStore('postgres', {empty: true})
    const url = new URL(opened.address)
    url.searchParams.set('schema', 'school')
    const store = await openStore(url.href)
    expect(store.schema).toBe('school')
    await migrate(store, ONE)
    await migrate(opened.store, TWO)
    expect(await schemaState(store, TWO)).toMatchObject({applied: Object.keys(ONE), pending: ['2026-02-01-two']})
    expect(await schemaState(opened.store, TWO)).toMatchObject({pending: []})
    await store.close()
    await opened.close()
  })

  test.each<[string, (url: URL) => void]>([
    ['a database that is not there', (url) => (url.pathname = '/nergens')],
    ['a user who is not known', (url) => (url.username = 'niemand')],
    ['a server that is not there', (url) => url.searchParams.set('host', '/nowhere')],
    ['a port where nobody listens', (url) => (url.searchParams.delete('host'), (url.port = '1'))],
  ])('%s is said without a password', async (_, change) => {
    const url = address((at) => (change(at), (at.password = 'geheim')))
    const error: unknown = await openStore(url).catch((reason: unknown) => reason)
    expect(error).toMatchObject({kind: 'unavailable', code: 'store.unreachable'})
    expect(inspect(error, {depth: 9})).not.toContain('geheim')
  })

  test('shows its address without the password', async () => {
    const store = await openStore(address((url) => (url.password = 'geheim')))
    expect(store.url).toContain('postgres:•••@')
    expect(inspect(store.url)).not.toContain('geheim')
    await store.close()
  })

  test.each(['mysql://school', 'school.db', '', 'postgres://host:port:x/y', 'postgres://localhost/x?schema=Drop;'])(
    '%j is no address',
    async (url) => {
      await expect(openStore(url)).rejects.toMatchObject({kind: 'invalid', code: 'store.invalid-url'})
    },
  )
})
