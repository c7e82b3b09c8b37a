import {sql} from 'kysely'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {openStore, type Store} from '../../db/open.ts'
import {DATABASES, openTestStore, type TestStore} from '../support/databases.ts'
import {addLocation, locationCodes, locationRow} from '../support/location-rows.ts'

describe.each(DATABASES)('the store on %s', (which) => {
  let opened: TestStore
  let store: Store
  beforeAll(async () => {
    opened = await openTestStore(which)
    store = opened.store
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    await store.db.deleteFrom('room').execute()
    await store.db.deleteFrom('location').execute()
  })

  test('a reader sees what is saved at once, and does not wait for who is writing', async () => {
    await addLocation(store.db, 'NOORD')
    expect(await locationCodes(store.readDb)).toEqual(['NOORD'])
    await store.db.transaction().execute(async (tx) => {
      await addLocation(tx, 'ZUID')
      expect(await locationCodes(store.readDb)).toEqual(['NOORD'])
      expect(await locationCodes(tx)).toEqual(['NOORD', 'ZUID'])
    })
    expect(await locationCodes(store.readDb)).toEqual(['NOORD', 'ZUID'])
  })

  test('a reading transaction sees one moment, whatever is saved meanwhile', async () => {
    await addLocation(store.db, 'NOORD')
    const reading = store.readDb.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
    await reading.execute(async (tx) => {
      expect(await locationCodes(tx)).toEqual(['NOORD'])
      await addLocation(store.db, 'ZUID')
      expect(await locationCodes(tx)).toEqual(['NOORD'])
    })
    expect(await locationCodes(store.readDb)).toEqual(['NOORD', 'ZUID'])
  })

  test('nothing can be written where one only reads', async () => {
    const reading = store.readDb.transaction().setAccessMode('read only')
    await expect(reading.execute((tx) => addLocation(tx, 'NOORD'))).rejects.toMatchObject({
      code: which === 'sqlite' ? 'SQLITE_READONLY' : '25006',
    })
    expect(await locationCodes(store.db)).toEqual([])
    await addLocation(store.db, 'NOORD')
  })

  test('work that fails leaves nothing behind', async () => {
    const work = store.db.transaction().execute(async (tx) => {
      await addLocation(tx, 'NOORD')
      throw new Error('the printer is on fire')
    })
    await expect(work).rejects.toThrow('the printer is on fire')
    expect(await locationCodes(store.db)).toEqual([])
    await addLocation(store.db, 'NOORD')
  })

  test('work that goes on after a refused row is not saved', async () => {
    const [first, second] = [locationRow('NOORD'), locationRow('NOORD')]
    const work = store.db.transaction().execute(async (tx) => {
      await tx.insertInto('location').values(first).execute()
      await tx
        .insertInto('location')
        .values(second)
        .execute()
        .catch(() => undefined)
      await expect(addLocation(tx, 'ZUID')).rejects.toMatchObject({code: which === 'sqlite' ? 'SQLITE_ABORT' : '25P02'})
    })
    await expect(work).rejects.toMatchObject({name: 'AbortedTransactionError'})
    expect(await locationCodes(store.db)).toEqual([])
  })

  test('work may go back to a savepoint after a refused row', async () => {
    const tx = await store.db.startTransaction().execute()
    await addLocation(tx, 'NOORD')
    const point = await tx.savepoint('before').execute()
    await expect(addLocation(point, 'NOORD')).rejects.toThrow()
    const back = await point.rollbackToSavepoint('before').execute()
    await addLocation(back, 'ZUID')
    await (await back.releaseSavepoint('before').execute()).commit().execute()
    expect(await locationCodes(store.db)).toEqual(['NOORD', 'ZUID'])
  })

  test('fifty who write at once are all saved', async () => {
    await addLocation(store.db, 'NOORD')
    const write = (n: number) =>
      store.db.transaction().execute(async (tx) => {
        await tx
          .updateTable('location')
          .set({version: sql`version + 1`})
          .where('code', '=', 'NOORD')
          .execute()
        await addLocation(tx, `L${n}`)
      })
    await Promise.all(Array.from({length: 50}, (_, n) => write(n)))
    expect(await store.db.selectFrom('location').select('version').where('code', '=', 'NOORD').execute()).toEqual([
      {version: 51},
    ])
    expect(await locationCodes(store.readDb)).toHaveLength(51)
  })

  test('how many rows a change touched is told, also when it answers with them', async () => {
    await store.db
      .insertInto('location')
      .values([locationRow('NOORD'), locationRow('ZUID')])
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

  test('a transaction that waits for itself is told that the store is busy', async () => {
    const {db, close} = await openStore(opened.address, {patience: 300, pools: {write: 1}})
    const work = db.transaction().execute(() => db.transaction().execute((tx) => addLocation(tx, 'NOORD')))
    await expect(work).rejects.toMatchObject({code: 'store.busy'})
    await addLocation(db, 'NOORD')
    await close()
  })

  test('a question that is no longer wanted is ended, and the next one is answered', async () => {
    const endless = sql`with recursive n (i) as (select 1 union all select i + 1 from n) select max(i) from n`
    const began = performance.now()
    const asked = endless.execute(store.db, {
      signal: AbortSignal.timeout(150),
      inflightQueryAbortStrategy: 'cancel query',
    })
    await expect(asked).rejects.toMatchObject({name: 'TimeoutError'})
    await addLocation(store.db, 'NOORD')
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('it is noticed that something was saved, here or elsewhere', async () => {
    const before = await store.changed()
    await addLocation(store.db, 'NOORD')
    const here = await store.changed()
    expect(here).not.toBe(before)
    const other = await openStore(opened.address)
    await addLocation(other.db, 'ZUID')
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
