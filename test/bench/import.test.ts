import {rm, mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {performance} from 'node:perf_hooks'
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'
import {sql} from 'kysely'
import pg from 'pg'
import sqlite3 from 'sqlite3'
import {expect, test} from 'vitest'
import {openContext} from '../../db/context.ts'
import type {Tables} from '../../db/tables.ts'
import {csv} from '../../plugins/csv/index.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import {applyImport} from '../../src/imports/apply-import.ts'
import {planImport} from '../../src/imports/plan-import.ts'
import {instant} from '../../src/time.ts'
import {type Database, DATABASES, openTestStore, type TestStore} from '../support/databases.ts'
import {type BenchSchool, fillBenchSchool} from '../support/bench-school.ts'

const ROWS = 100_000
const EXAMS_EACH = 5
/** The import may take four times as long as the rows written bare. */
const LEAST_RATIO = 1 / 4
/** What may be held more at the most, importing five times as many rows: little but their keys. */
const MOST_MORE = 32 * 1024 * 1024
const NOW = instant('2026-10-05T09:00')

test.each(DATABASES)(
  `importing ${ROWS} registrations on %s takes at most four times as long as writing the rows bare`,
  async (which) => {
    const bare = await measured(which, (made) => writeBare(which, made))
    const imported = await measured(which, (made) => importAll(made, ROWS))
    const ratio = bare.took / imported.took
    expect({bare: bare.rows, imported: imported.rows}).toEqual({bare: ROWS, imported: ROWS})
    console.log(
      `${which}: bare ${rate(bare.took)}, imported ${rate(imported.took)}: ${ratio.toFixed(2)} of it ` +
        `(planned in ${seconds(imported.answer.planned)}, applied in ${seconds(imported.answer.applied)})`,
    )
    expect(ratio).toBeGreaterThan(LEAST_RATIO)
  },
)

test.each(DATABASES)(`memory stays flat while ${ROWS} registrations are imported on %s`, async (which) => {
  const few = await measured(which, (made) => importAll(made, ROWS / 5, watchMemory()))
  const many = await measured(which, (made) => importAll(made, ROWS, watchMemory()))
  const more = many.answer.held - few.answer.held
  console.log(
    `${which}: held at most ${megabytes(few.answer.held)} for ${ROWS / 5} rows and ${megabytes(many.answer.held)} for ${ROWS}`,
  )
  expect(more).toBeLessThan(MOST_MORE)
})

type Made = TestStore & Readonly<{school: BenchSchool}>

/** A durable store with the school's people and exams and no registrations, and what came of work on it. */
async function measured<T>(which: Database, work: (made: Made) => Promise<T>) {
  const opened = await openTestStore(which, {synchronous: 'full'})
  try {
    const school = await fillBenchSchool(opened.store, {students: ROWS / EXAMS_EACH, exams: 60, now: NOW})
    const start = performance.now()
    const answer = await work({...opened, school})
    const took = performance.now() - start
    const {rows} = await opened.store.db
      .selectFrom('registration')
      .select(sql<number>`cast(count(*) as integer)`.as('rows'))
      .executeTakeFirstOrThrow()
    return {answer, took, rows}
  } finally {
    await opened.close()
  }
}

type Watch = Readonly<{look: () => void; most: () => number}>

/** What is held, and not what is left lying about: memory is looked at after it was tidied. */
function watchMemory(): Watch {
  setFlagsFromString('--expose-gc')
  const tidy = runInNewContext('gc') as () => void
  const held = (): number => {
    tidy()
    const {heapUsed, external} = process.memoryUsage()
    return heapUsed + external
  }
  const first = held()
  let most = first
  return {look: () => void (most = Math.max(most, held())), most: () => most - first}
}

/** The whole of it as at the terminal: the file is read, planned and kept, then applied step by step. */
async function importAll({store, school}: Made, rows: number, watch?: Watch) {
  const folder = await mkdtemp(join(tmpdir(), 'ontrac-import-'))
  try {
    const file = join(folder, 'registrations.csv')
    await writeFile(file, csv.csv(['studentnummer', 'examen', 'voorkeurslocatie', 'opmerking'], lines(school, rows)))
    const actor = {person: null, roles: ['office'], scopes: {}} as const
    const clock = {now: () => NOW}
    const ctx = openContext({store, actor, clock, ids: systemIds, hash: hasher, asOf: {at: NOW, writes: true}})
    const start = performance.now()
    const now = {onProgress: (at: number) => void (at % 10 === 0 && watch?.look())}
    const open = (options: Parameters<typeof csv.read>[1]) => csv.read(file, options)
    const plan = await planImport(ctx, {kind: 'registrations', open, options: {period: school.period.code}, ...now})
    const planned = performance.now() - start
    expect(plan).toMatchObject({add: rows, bad: 0})
    const {left} = await applyImport(ctx, {run: plan.run ?? '', ...now})
    expect(left).toEqual([])
    return {planned, applied: performance.now() - start - planned, held: watch?.most() ?? 0}
  } finally {
    await rm(folder, {recursive: true})
  }
}

function* lines({students, exams}: BenchSchool, rows: number): Generator<readonly string[]> {
  for (let i = 0; i < rows; i++) {
    const student = students[Math.floor(i / EXAMS_EACH)]
    const exam = exams[(i * 7) % exams.length]
    yield [student?.studentNumber ?? '', exam?.code ?? '', i % 3 === 0 ? 'L1' : '', '']
  }
}

const COLUMNS = [
  ['id', 'id'],
  ['code', 'code'],
  ['person_id', 'personId'],
  ['exam_id', 'examId'],
  ['period_id', 'periodId'],
  ['state', 'state'],
  ['source', 'source'],
  ['source_id', 'sourceId'],
  ['requested_by', 'requestedBy'],
  ['requested_at', 'requestedAt'],
  ['location_id', 'locationId'],
  ['late', 'late'],
  ['decided_by', 'decidedBy'],
  ['decided_at', 'decidedAt'],
  ['resit_of', 'resitOf'],
  ['closed_at', 'closedAt'],
  ['version', 'version'],
] as const satisfies readonly (readonly [string, keyof Tables['registration']])[]

/** The same rows straight through the driver, a thousand in a statement, each statement safe on disk. */
async function writeBare(which: Database, {address, school}: Made) {
  const db = which === 'sqlite' ? await bareSqlite(address) : await barePostgres(address)
  const all = [...bareRows(school)]
  for (let i = 0; i < all.length; i += 1000) {
    const some = all.slice(i, i + 1000)
    await db.insert(some.length, some.flat())
  }
  await db.close()
}

type Cell = string | number | null

function* bareRows({students, exams, period, location}: BenchSchool): Generator<Cell[]> {
  const codes = new Set<string>()
  while (codes.size < ROWS) codes.add(systemIds.code(6))
  for (const [i, code] of [...codes].entries()) {
    const row: Tables['registration'] = {
      id: systemIds.next(),
      code,
      personId: students[Math.floor(i / EXAMS_EACH)]!.id,
      examId: exams[(i * 7) % exams.length]!.id,
      periodId: period.id,
      state: 'agreed',
      source: 'office',
      sourceId: null,
      requestedBy: null,
      requestedAt: NOW,
      locationId: i % 3 === 0 ? location.id : null,
      late: false,
      decidedBy: null,
      decidedAt: null,
      resitOf: null,
      closedAt: null,
      version: 1,
    }
    yield COLUMNS.map(([, name]) => (row[name] === false ? 0 : (row[name] as Cell)))
  }
}

type Bare = Readonly<{insert: (rows: number, values: readonly Cell[]) => Promise<void>; close: () => Promise<void>}>

async function bareSqlite(address: string): Promise<Bare> {
  const db = new sqlite3.Database(address.slice('sqlite:'.length))
  const run = (sql: string, values: readonly Cell[] = []) =>
    new Promise<void>((resolve, reject) => db.run(sql, [...values], (error) => (error ? reject(error) : resolve())))
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on']) await run(`pragma ${pragma}`)
  return {
    insert: (rows, values) =>
      run(
        `${insertion()} values ${Array(rows)
          .fill(`(${COLUMNS.map(() => '?').join()})`)
          .join()}`,
        values,
      ),
    close: () => new Promise((resolve, reject) => db.close((error) => (error ? reject(error) : resolve()))),
  }
}

async function barePostgres(address: string): Promise<Bare> {
  const client = new pg.Client({connectionString: address})
  await client.connect()
  const width = COLUMNS.length
  return {
    async insert(rows, values) {
      const lists = Array.from(
        {length: rows},
        (_, i) => `(${COLUMNS.map((_column, j) => `$${i * width + j + 1}`).join()})`,
      )
      await client.query(`${insertion()} values ${lists.join()}`, [...values])
    },
    close: () => client.end(),
  }
}

function insertion(): string {
  return `insert into registration (${COLUMNS.map(([column]) => column).join()})`
}

function rate(milliseconds: number): string {
  return `${Math.round(ROWS / (milliseconds / 1000)).toLocaleString('en')} rows/s`
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`
}
