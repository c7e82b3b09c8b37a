import {spawn} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {createInterface} from 'node:readline'
import {inspect} from 'node:util'
import {type Kysely, sql} from 'kysely'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {isBusy, isRetryable, translate} from '../../db/errors.ts'
import {openStore, type Store} from '../../db/open.ts'
import type {Tables} from '../../db/tables.ts'
import {DATABASES, openTestStore, type TestStore} from '../support/databases.ts'

const id = <T extends string>() => randomUUID() as string as T

function location(code: string): Tables['location'] {
  return {id: id(), code, name: `Location ${code}`, address: '', endedAt: null, version: 1}
}

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

const codes = async (db: Kysely<Tables>) =>
  (await db.selectFrom('location').select('code').orderBy('code').execute()).map(({code}) => code)
const add = (db: Kysely<Tables>, code: string) => db.insertInto('location').values(location(code)).execute()
/** What a use case is told of a failure. */
const told = (work: Promise<unknown>) => work.then(() => undefined, translate)

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
  const open = new URL('../../db/open.ts', import.meta.url).href
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, open, address, code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  for await (const line of createInterface({input: child.stdout})) if (line === 'writing') break
  return async () => {
    child.stdin.end('done\n')
    await ended
  }
}

describe.each(DATABASES)('the store on %s', (which) => {
  let opened: TestStore
  let store: Store
  beforeAll(async () => {
    opened = await openTestStore(which, {lockTimeout: 300, patience: 2_000, pools: {write: 1}})
    store = opened.store
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    await store.db.deleteFrom('room').execute()
    await store.db.deleteFrom('location').execute()
  })

  test('a reader sees what is saved at once, and does not wait for who is writing', async () => {
    await add(store.db, 'NOORD')
    expect(await codes(store.readDb)).toEqual(['NOORD'])
    await store.db.transaction().execute(async (tx) => {
      await add(tx, 'ZUID')
      expect(await codes(store.readDb)).toEqual(['NOORD'])
      expect(await codes(tx)).toEqual(['NOORD', 'ZUID'])
    })
    expect(await codes(store.readDb)).toEqual(['NOORD', 'ZUID'])
  })

  test('a reading transaction sees one moment, whatever is saved meanwhile', async () => {
    await add(store.db, 'NOORD')
    const reading = store.readDb.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
    await reading.execute(async (tx) => {
      expect(await codes(tx)).toEqual(['NOORD'])
      await add(store.db, 'ZUID')
      expect(await codes(tx)).toEqual(['NOORD'])
    })
    expect(await codes(store.readDb)).toEqual(['NOORD', 'ZUID'])
  })

  test('nothing can be written where one only reads', async () => {
    const reading = store.readDb.transaction().setAccessMode('read only')
    await expect(reading.execute((tx) => add(tx, 'NOORD'))).rejects.toMatchObject({
      code: which === 'sqlite' ? 'SQLITE_READONLY' : '25006',
    })
    expect(await codes(store.db)).toEqual([])
    await add(store.db, 'NOORD')
  })

  test('work that fails leaves nothing behind', async () => {
    const work = store.db.transaction().execute(async (tx) => {
      await add(tx, 'NOORD')
      throw new Error('the printer is on fire')
    })
    await expect(work).rejects.toThrow('the printer is on fire')
    expect(await codes(store.db)).toEqual([])
    await add(store.db, 'NOORD')
  })

  test('work that goes on after a refused row is not saved', async () => {
    const [first, second] = [location('NOORD'), location('NOORD')]
    const work = store.db.transaction().execute(async (tx) => {
      await tx.insertInto('location').values(first).execute()
      await tx
        .insertInto('location')
        .values(second)
        .execute()
        .catch(() => undefined)
      await expect(add(tx, 'ZUID')).rejects.toMatchObject({code: which === 'sqlite' ? 'SQLITE_ABORT' : '25P02'})
    })
    await expect(work).rejects.toMatchObject({name: 'AbortedTransactionError'})
    expect(await codes(store.db)).toEqual([])
  })

  test('work may go back to a savepoint after a refused row', async () => {
    const tx = await store.db.startTransaction().execute()
    await add(tx, 'NOORD')
    const point = await tx.savepoint('before').execute()
    await expect(add(point, 'NOORD')).rejects.toThrow()
    const back = await point.rollbackToSavepoint('before').execute()
    await add(back, 'ZUID')
    await (await back.releaseSavepoint('before').execute()).commit().execute()
    expect(await codes(store.db)).toEqual(['NOORD', 'ZUID'])
  })

  test('fifty who write at once are all saved', async () => {
    await add(store.db, 'NOORD')
    const write = (n: number) =>
      store.db.transaction().execute(async (tx) => {
        await tx
          .updateTable('location')
          .set({version: sql`version + 1`})
          .where('code', '=', 'NOORD')
          .execute()
        await add(tx, `L${n}`)
      })
    await Promise.all(Array.from({length: 50}, (_, n) => write(n)))
    expect(await store.db.selectFrom('location').select('version').where('code', '=', 'NOORD').execute()).toEqual([
      {version: 51},
    ])
    expect(await codes(store.readDb)).toHaveLength(51)
  })

  test('how many rows a change touched is told, also when it answers with them', async () => {
    await store.db
      .insertInto('location')
      .values([location('NOORD'), location('ZUID')])
      .execute()
    const changed = await store.db.updateTable('location').set({address: 'Kade 1'}).executeTakeFirstOrThrow()
    expect(changed.numUpdatedRows).toBe(2n)
    const answered = await store.db
      .deleteFrom('location')
      .where('code', '=', 'ZUID')
      .returning(['code', 'endedAt'])
      .execute()
    expect(answered).toEqual([{code: 'ZUID', endedAt: null}])
    expect((await sql`update location set name = ${'x'}`.execute(store.db)).numAffectedRows).toBe(1n)
  })

  describe('a refused row', () => {
    test('says which code was taken, by the name of the index', async () => {
      await add(store.db, 'NOORD')
      expect(await told(add(store.db, 'NOORD'))).toMatchObject({
        kind: 'unique',
        constraint: 'one_location_per_code',
        table: 'location',
        columns: ['code'],
      })
    })

    test('says that an id was taken', async () => {
      const noord = location('NOORD')
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
      const noord = location('NOORD')
      await store.db.insertInto('location').values(noord).execute()
      const wrong = {...room('B104', noord.id), seats: -1}
      expect(await told(store.db.insertInto('room').values(wrong).execute())).toMatchObject({kind: 'check'})
    })

    test('says what is missing', async () => {
      const {name: _, ...nameless} = location('NOORD')
      const missing =
        sql`insert into location (id, code, address, version) values (${nameless.id}, 'NOORD', '', 1)`.execute(store.db)
      expect(await told(missing)).toMatchObject({kind: 'not-null', table: 'location', columns: ['name']})
    })

    test('does not repeat what was in it', async () => {
      await add(store.db, 'GEHEIM')
      expect(inspect(await told(add(store.db, 'GEHEIM')), {depth: 9})).not.toContain('GEHEIM')
      const nameless = sql`insert into location (id, code) values (${'GEHEIM'}, ${'GEHEIM'})`.execute(store.db)
      expect(inspect(await told(nameless), {depth: 9})).not.toContain('GEHEIM')
    })
  })

  test('another process that is writing makes the store busy, and no longer than it writes', async () => {
    await add(store.db, 'NOORD')
    const release = await otherProcessWriting(opened.address, 'NOORD')
    const work = () => store.db.updateTable('location').set({name: 'mine'}).where('code', '=', 'NOORD').execute()
    const error: unknown = await work().catch((reason: unknown) => reason)
    expect(isBusy(error)).toBe(true)
    expect(translate(error)).toMatchObject({kind: 'unavailable', code: 'store.busy'})
    if (which === 'sqlite') expect(isRetryable(error)).toBe(true)
    expect(await codes(store.readDb)).toEqual(['NOORD'])
    await release()
    await work()
    expect(await store.db.selectFrom('location').select('name').execute()).toEqual([{name: 'mine'}])
  })

  test('a transaction that waits for itself is told that the store is busy', async () => {
    const work = store.db.transaction().execute(() => store.db.transaction().execute((tx) => add(tx, 'NOORD')))
    await expect(work).rejects.toMatchObject({code: 'store.busy'})
    await add(store.db, 'NOORD')
  })

  test('a question that is no longer wanted is ended, and the next one is answered', async () => {
    const endless = sql`with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) from n`
    const began = performance.now()
    const asked = endless.execute(store.db, {
      signal: AbortSignal.timeout(150),
      inflightQueryAbortStrategy: 'cancel query',
    })
    await expect(asked).rejects.toMatchObject({name: 'TimeoutError'})
    await add(store.db, 'NOORD')
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('it is noticed that something was saved, here or elsewhere', async () => {
    const before = await store.changed()
    await add(store.db, 'NOORD')
    const here = await store.changed()
    expect(here).not.toBe(before)
    const other = await openStore(opened.address)
    await add(other.db, 'ZUID')
    await other.close()
    expect(await store.changed()).not.toBe(here)
  })

  test('the store tells the time, also inside a transaction', async () => {
    const before = await store.now()
    const inside = await store.db.transaction().execute((tx) => store.now(tx))
    expect(before).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(inside >= before).toBe(true)
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
      await add(tx, 'NOORD')
      await killed(tx)
    })
    await expect(work).rejects.toMatchObject({kind: 'unavailable', code: 'store.unknown-outcome'})
    await add(opened.store.db, 'ZUID')
  })

  test('a server lost before saving means that nothing was saved', async () => {
    const work = opened.store.db.transaction().execute(async (tx) => {
      await add(tx, 'WEST')
      await killed(tx)
      await add(tx, 'OOST')
    })
    expect(await told(work)).toMatchObject({kind: 'unavailable', code: 'store.unreachable'})
    expect(await codes(opened.store.db)).not.toContain('WEST')
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
