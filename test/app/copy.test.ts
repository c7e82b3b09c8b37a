import {existsSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {sql} from 'kysely'
import {afterAll, afterEach, beforeEach, describe, expect, test} from 'vitest'
import {migrateWithBackup} from '../../db/backup.ts'
import {copyStore} from '../../db/copy.ts'
import {migrate, requireCurrentSchema} from '../../db/migrate.ts'
import {openStore, type Store} from '../../db/open.ts'
import {storeStatus} from '../../db/status.ts'
import {LATE_COLUMNS, STORE_TABLES} from '../../db/store-tables.ts'
import type {AttemptId, EnrolmentId, FileId} from '../../src/ids.ts'
import {instant} from '../../src/time.ts'
import {DATABASES, openTestStore, type TestStore} from '../support/databases.ts'
import {on, openWorld, type World} from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'ontrac-copy-'))
afterAll(() => rmSync(folder, {recursive: true}))

/** Rows of every kind of value, and of every column that refers ahead. */
async function fill(world: World): Promise<void> {
  const noord = await world.location('NOORD', {name: 'Gebouw “Noord” ’s-Gravenhage 🏫'})
  const zuid = await world.location('ZUID')
  await world.insert('locationDistance', {fromLocationId: noord.id, toLocationId: zuid.id, minutes: 25})
  const room = await world.room('B104', noord, {features: ['quiet', 'wheel"chair', 'één']})
  const zoë = await world.student('1000001', {givenName: 'Zoë', prefix: 'van der', familyName: 'Çelik-Łukasz ﬁ'})
  const jo = await world.student('1000002', {familyName: "O'Brien; drop table"})
  await world.student('1000003', {mergedIntoId: zoë.id, endedAt: world.now()})
  // Merged into somebody with a later id, so that the order of keys does not help.
  const late = await world.student('1000004')
  await world.store.db.updateTable('person').set({mergedIntoId: late.id}).where('id', '=', jo.id).execute()
  const exam = await world.exam('NE', {rules: {attempts: null}})
  const period = await world.period('2026-P2')
  const session = await world.session('S1', period, room, [exam])
  const first = await world.registration(zoë, exam, period, {state: 'used', closedAt: world.now()})
  const enrolment = await world.enrolment(first, session)
  const attemptId = world.ids.next<AttemptId>()
  const again = await world.registration(zoë, exam, period, {source: 'resit'})
  await world.insert('attempt', {
    id: attemptId,
    registrationId: first.id,
    enrolmentId: enrolment.id,
    personId: zoë.id,
    examId: exam.id,
    number: 1,
    takenOn: on('2026-12-01'),
    attendance: 'present',
    counts: true,
    void: false,
    score: '5,4',
    passed: null,
    source: 'report',
    endedAt: null,
    version: 1,
  })
  await world.store.db.updateTable('registration').set({resitOf: attemptId}).where('id', '=', again.id).execute()
  const moved: EnrolmentId = world.ids.next<EnrolmentId>()
  await world.insert('enrolment', {...enrolment, id: moved, endedAt: world.now(), endReason: null})
  await world.store.db.updateTable('enrolment').set({movedToId: enrolment.id}).where('id', '=', moved).execute()
  const file = world.ids.next<FileId>()
  const createdAt = world.now()
  await world.insert('file', {
    id: file,
    name: 'mandaat.pdf',
    mediaType: 'application/pdf',
    size: 5_000_000,
    sha256: 'x',
    createdAt,
  })
  for (let position = 0; position < 20; position++) {
    const content = new Uint8Array(position === 7 ? 0 : 262_144).map((_, i) => (i * 31 + position) % 256)
    await world.insert('fileChunk', {fileId: file, position, content})
  }
  await world.office().write('room.block', {}, async (_, entry) => {
    entry.note({about: ['room', room.id], facts: {list: [1, null, {ë: true}]}, text: 'regel 1\nregel 2\u0001'})
  })
  const lots = Array.from({length: 2300}, (_, n) => ({
    key: `mail:${n}`,
    nextSequence: 1,
    leaseToken: null,
    leasedUntil: null,
    parked: n % 2 === 0,
    version: 1,
  }))
  for (let i = 0; i < lots.length; i += 500)
    await world.store.db
      .insertInto('lane')
      .values(lots.slice(i, i + 500))
      .execute()
}

/** Every row of every table, as the engine keeps it. */
async function everything(store: Store): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {}
  for (const [table, ...key] of STORE_TABLES) {
    const order = sql.join(key.map((column) => sql.ref(column)))
    const {rows} = await sql<Record<string, unknown>>`select * from ${sql.table(table)} order by ${order}`.execute(
      store.db.withoutPlugins(),
    )
    all[table] = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
        ]),
      ),
    )
  }
  return all
}

let files = 0
const newFile = (): string => `sqlite:${join(folder, `copy-${++files}.db`)}`

async function whatIsIn<T>(address: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(address)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

test.each(DATABASES)('every table of the store on %s is known to copies, after those it refers to', async (which) => {
  const {store, close} = await openTestStore(which)
  const tables = (await store.db.introspection.getTables()).map(({name}) => name)
  expect(STORE_TABLES.map(([name]) => name as string).toSorted()).toEqual(
    tables.filter((name) => !name.startsWith('kysely')).toSorted(),
  )
  if (which === 'postgres') {
    const {rows} = await sql<{
      column: string
      from: string
      to: string
    }>`select a.attname as column, f.relname as from, t.relname as to
      from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where c.contype = 'f'`.execute(store.db)
    const place = new Map<string, number>(STORE_TABLES.map(([name], i) => [name, i]))
    const ahead = rows.filter(({from, to}) => place.get(to)! >= place.get(from)!)
    expect(Object.fromEntries(ahead.map(({from, column}) => [from, column]))).toEqual(LATE_COLUMNS)
  }
  await close()
})

describe('a whole store', () => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  })

  async function filled(which: 'sqlite' | 'postgres'): Promise<World> {
    const world = await openWorld(which)
    closing.push(() => world.close())
    await fill(world)
    return world
  }

  async function emptyDatabase(): Promise<TestStore> {
    const made = await openTestStore('postgres', {empty: true})
    closing.push(() => made.close())
    return made
  }

  test('goes from SQLite to Postgres and back without a difference in any row', async () => {
    const world = await filled('sqlite')
    const before = await everything(world.store)
    const postgres = await emptyDatabase()
    const there = await copyStore(world.store.url, postgres.address)
    expect(await everything(postgres.store)).toEqual(before)
    const back = newFile()
    const again = await copyStore(postgres.address, back)
    expect(await whatIsIn(back, everything)).toEqual(before)
    expect(again.tables).toEqual(there.tables)
    expect(there.rows).toBe(Object.values(before).reduce<number>((sum, rows) => sum + (rows as unknown[]).length, 0))
    expect(await whatIsIn(back, async (store) => requireCurrentSchema(store))).toBeUndefined()
    // Readable by its owner only (design rule 19).
    expect(statSync(back.slice('sqlite:'.length)).mode & 0o777).toBe(0o600)
  })

  test('is copied as it was at one moment, while others write', async () => {
    const world = await filled('sqlite')
    const to = newFile()
    let wrote = false
    const copy = await copyStore(world.store.url, to, {
      onPage: () => {
        if (!wrote) void world.student('1999999')
        wrote = true
      },
    })
    expect(wrote).toBe(true)
    const people = await whatIsIn(to, (store) => store.db.selectFrom('person').select('studentNumber').execute())
    expect(people).toHaveLength(4)
    expect(copy.tables.find(({table}) => table === 'person')?.rows).toBe(4)
  })

  test('becomes one to rehearse in, which is never copied back', async () => {
    const world = await filled('sqlite')
    const rehearsal = newFile()
    expect(await copyStore(world.store.url, rehearsal, {rehearsal: true})).toMatchObject({rehearsal: true})
    expect(await whatIsIn(rehearsal, storeStatus)).toMatchObject({school: {name: 'Testcollege', rehearsal: true}})
    expect(await storeStatus(world.store)).toMatchObject({school: {rehearsal: false}})
    const back = newFile()
    await expect(copyStore(rehearsal, back)).rejects.toMatchObject({kind: 'refused', code: 'copy.from-rehearsal'})
    expect(existsSync(back.slice('sqlite:'.length))).toBe(false)
    expect(await copyStore(rehearsal, back, {rehearsal: true})).toMatchObject({rehearsal: true})
  })

  test('never overwrites anything', async () => {
    const world = await filled('sqlite')
    const taken = newFile()
    writeFileSync(taken.slice('sqlite:'.length), 'een brief')
    await expect(copyStore(world.store.url, taken)).rejects.toMatchObject({code: 'copy.target-exists'})
    await expect(copyStore(world.store.url, world.store.url)).rejects.toMatchObject({code: 'copy.target-exists'})
    const postgres = await emptyDatabase()
    await sql`create table letters (id text)`.execute(postgres.store.db)
    await expect(copyStore(world.store.url, postgres.address)).rejects.toMatchObject({code: 'copy.target-not-empty'})
    const school = await filled('postgres')
    const url = await addressOf(school)
    await expect(copyStore(world.store.url, url)).rejects.toMatchObject({code: 'copy.target-not-empty'})
  })

  test('may be copied into a database with tables and no rows, as an interrupted copy leaves it', async () => {
    const world = await filled('sqlite')
    const postgres = await emptyDatabase()
    await migrate(postgres.store)
    expect((await copyStore(world.store.url, postgres.address)).rows).toBeGreaterThan(2300)
  })

  test('leaves nothing when it cannot be finished', async () => {
    const world = await filled('sqlite')
    const to = newFile()
    const failing = copyStore(world.store.url, to, {
      onPage: (table) => {
        if (table === 'exam') throw new Error('power cut')
      },
    })
    await expect(failing).rejects.toThrow('power cut')
    expect(existsSync(to.slice('sqlite:'.length))).toBe(false)
    await expect(copyStore('sqlite:/nowhere/at/all.db', newFile())).rejects.toMatchObject({code: 'store.missing'})
  })

  const addressOf = async (world: World): Promise<string> => {
    const {rows} = await sql<{name: string}>`select current_database() as name`.execute(world.store.db)
    const {inject} = await import('vitest')
    const url = new URL(inject('postgresUrl'))
    url.pathname = `/${rows[0]?.name}`
    return url.href
  }
})

describe('a migration', () => {
  let made: TestStore
  beforeEach(async () => {
    made = await openTestStore('sqlite')
    return () => made.close()
  })
  const now = instant('2026-11-24T12:00:00Z')
  const known = {up: async () => {}}

  test('of SQLite puts what was before in a file beside the store, for its owner only', async () => {
    const {migrations} = await import('../../db/migrations/index.ts')
    const newer = {...migrations, 'zzz-later': {up: async (db: {schema: {createTable: unknown}}) => void db}}
    const {backup, applied} = await migrateWithBackup(made.store, now, newer)
    expect(applied).toEqual(['zzz-later'])
    expect(backup).toMatch(/store\.db\.20261124T120000Z\.backup$/)
    expect(statSync(backup!).mode & 0o777).toBe(0o600)
    expect(await whatIsIn(`sqlite:${backup}`, storeStatus)).toMatchObject({pending: [], unknown: []})
    expect(await storeStatus(made.store)).toMatchObject({unknown: ['zzz-later'], school: null})
    expect(await migrateWithBackup(made.store, now, newer)).toEqual({backup: null, applied: []})
  })

  test('is not begun when the backup cannot be made', async () => {
    const {migrations} = await import('../../db/migrations/index.ts')
    const newer = {...migrations, 'zzz-later': known}
    writeFileSync(`${made.store.url.slice('sqlite:'.length)}.20261124T120000Z.backup`, 'taken')
    await expect(migrateWithBackup(made.store, now, newer)).rejects.toMatchObject({code: 'backup.unwritable'})
    expect(await storeStatus(made.store)).toMatchObject({unknown: []})
  })
})
