import {spawn} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {createInterface} from 'node:readline'
import {inspect} from 'node:util'
import {type Kysely, sql} from 'kysely'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {isBusy, isRetryable, translate} from '../../db/errors.ts'
import type {Store} from '../../db/open.ts'
import type {Tables} from '../../db/tables.ts'
import {DATABASES, openTestStore, type TestStore} from '../support/databases.ts'
import {addLocation, locationCodes, locationRow} from '../support/location-rows.ts'

const id = <T extends string>() => randomUUID() as string as T
const ROOM = {
  seats: 30,
  examSeats: 24,
  computers: 0,
  features: [],
  rowCount: null,
  columnCount: null,
  owner: '',
  endedAt: null,
  version: 1,
}

function room(code: string, at: Tables['location']['id']): Tables['room'] {
  return {...ROOM, id: id(), code, locationId: at, name: code}
}

/** What a use case is told of a failure. */
const told = (work: Promise<unknown>) => work.then(() => undefined, translate)

const OPEN = new URL('../../db/open.ts', import.meta.url).href

function otherProcess(script: string, ...args: string[]) {
  return spawn(process.execPath, ['--input-type=module', '-e', script, OPEN, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** Another process that writes in a transaction and leaves it open until it is released. */
async function otherProcessWriting(address: string, code: string): Promise<() => Promise<void>> {
  const script = `
    const {openStore} = await import(process.argv[1])
    const store = await openStore(process.argv[2])
    await store.db.transaction().execute(async (tx) => {
      await tx.updateTable('location').set({name: 'taken'}).where('code', '=', process.argv[3]).execute()
      console.log('writing')
      await new Promise((resolve) => process.stdin.once('data', resolve))
    })
    await store.close()`
  const child = otherProcess(script, address, code)
  const ended = new Promise((resolve) => child.once('close', resolve))
  for await (const line of createInterface({input: child.stdout})) if (line === 'writing') break
  return async () => {
    child.stdin.end('done\n')
    await ended
  }
}

describe.each(DATABASES)('a store that fails on %s', (which) => {
  let opened: TestStore
  let store: Store
  beforeAll(async () => {
    opened = await openTestStore(which, {lockTimeout: 300})
    store = opened.store
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    await store.db.deleteFrom('room').execute()
    await store.db.deleteFrom('location').execute()
  })

  describe('a refused row', () => {
    test('says which code was taken, by the name of the index', async () => {
      await addLocation(store.db, 'NOORD')
      expect(await told(addLocation(store.db, 'NOORD'))).toMatchObject({
        kind: 'unique',
        constraint: 'one_location_per_code',
        table: 'location',
        columns: ['code'],
      })
    })

    test('says that an id was taken', async () => {
      const noord = locationRow('NOORD')
      const twice = store.db
        .insertInto('location')
        .values([noord, {...noord, code: 'ZUID'}])
        .execute()
      expect(await told(twice)).toMatchObject({
        kind: 'unique',
        constraint: 'location_pkey',
        table: 'location',
        columns: ['id'],
      })
    })

    test('says that what it refers to is not there', async () => {
      expect(await told(store.db.insertInto('room').values(room('B104', id())).execute())).toMatchObject({
        kind: 'foreign-key',
      })
    })

    test('says that a number is out of bounds', async () => {
      const noord = locationRow('NOORD')
      await store.db.insertInto('location').values(noord).execute()
      const wrong = {...room('B104', noord.id), seats: -1}
      expect(await told(store.db.insertInto('room').values(wrong).execute())).toMatchObject({kind: 'check'})
    })

    test('says what is missing', async () => {
      const {name: _, ...nameless} = locationRow('NOORD')
      const missing =
        sql`insert into location (id, code, address, version) values (${nameless.id}, 'NOORD', '', 1)`.execute(store.db)
      expect(await told(missing)).toMatchObject({kind: 'not-null', table: 'location', columns: ['name']})
    })

    test('does not repeat what was in it', async () => {
      await addLocation(store.db, 'GEHEIM')
      expect(inspect(await told(addLocation(store.db, 'GEHEIM')), {depth: 9})).not.toContain('GEHEIM')
      const nameless = sql`insert into location (id, code) values (${'GEHEIM'}, ${'GEHEIM'})`.execute(store.db)
      expect(inspect(await told(nameless), {depth: 9})).not.toContain('GEHEIM')
    })
  })

  test('another process that is writing makes the store busy, and no longer than it writes', async () => {
    await addLocation(store.db, 'NOORD')
    const release = await otherProcessWriting(opened.address, 'NOORD')
    const work = () => store.db.updateTable('location').set({name: 'mine'}).where('code', '=', 'NOORD').execute()
    const error: unknown = await work().catch((reason: unknown) => reason)
    expect(isBusy(error)).toBe(true)
    expect(translate(error)).toMatchObject({kind: 'unavailable', code: 'store.busy'})
    if (which === 'sqlite') expect(isRetryable(error)).toBe(true)
    expect(await locationCodes(store.readDb)).toEqual(['NOORD'])
    await release()
    await work()
    expect(await store.db.selectFrom('location').select('name').execute()).toEqual([{name: 'mine'}])
  })
})

describe('Postgres', () => {
  let opened: TestStore
  beforeAll(async () => {
    opened = await openTestStore('postgres')
  })
  afterAll(() => opened.close())

  const killed = async (tx: Kysely<Tables>) => {
    const {rows} = await sql<{pid: number}>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(opened.store.claimsDb)
  }

  test('a server lost while saving leaves it open whether it was saved', async () => {
    const work = opened.store.db.transaction().execute(async (tx) => {
      await addLocation(tx, 'NOORD')
      await killed(tx)
    })
    await expect(work).rejects.toMatchObject({kind: 'unavailable', code: 'store.unknown-outcome'})
    await addLocation(opened.store.db, 'ZUID')
  })

  test('a server lost before saving means that nothing was saved', async () => {
    const work = opened.store.db.transaction().execute(async (tx) => {
      await addLocation(tx, 'WEST')
      await killed(tx)
      await addLocation(tx, 'OOST')
    })
    expect(await told(work)).toMatchObject({kind: 'unavailable', code: 'store.unreachable'})
    expect(await locationCodes(opened.store.db)).not.toContain('WEST')
  })

  test('connections for reading refuse to write, whoever forgets to ask for a reading transaction', async () => {
    await expect(addLocation(opened.store.readDb, 'NOORD')).rejects.toMatchObject({code: '25006'})
  })

  test('a question asked before a migration is answered after it', async () => {
    const ask = () => opened.store.db.selectFrom('location').selectAll().where('code', '=', 'NOORD').execute()
    for (let i = 0; i < 5; i++) await ask()
    await sql`alter table location add column colour text`.execute(opened.store.claimsDb)
    const error: unknown = await ask().catch((reason: unknown) => reason)
    expect(isRetryable(error)).toBe(true)
    await ask()
  })
})

describe('SQLite', () => {
  test('a process that is told to stop does not wait for a long question', async () => {
    const script = `
      const {openStore} = await import(process.argv[1])
      const {db} = await openStore('sqlite::memory:')
      const numbers = (qb) => qb.selectNoFrom((eb) => eb.val(1).as('i')).unionAll(qb.selectFrom('n').select('i'))
      db.withRecursive('n(i)', numbers).selectFrom('n').select((eb) => eb.fn.countAll().as('n')).execute().catch(() => undefined)
      setTimeout(() => process.exit(7), 100)`
    const child = otherProcess(script)
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(7)
  })
})
