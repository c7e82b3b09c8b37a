import {existsSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import {type Kysely, sql} from 'kysely'
import {ExamError} from '../src/errors.ts'
import {migrate, requireCurrentSchema, schemaState} from './migrate.ts'
import {sqliteFile} from './open-sqlite.ts'
import {openStore, type Store} from './open.ts'
import {LATE_COLUMNS, STORE_TABLES} from './store-tables.ts'
import {Digesting, digestOf, type KeptRow, pagesOf, type TableDigest, type TableKey} from './table-pages.ts'
import type {Tables} from './tables.ts'

export type CopyOptions = Readonly<{
  /** Marks the copy as one to rehearse in (design rule 4). */
  rehearsal?: boolean
  /** Told after each page how far it is. */
  onPage?: (table: string, rows: number) => void
}>

/** What was copied, and the proof that it is the same: rows and digest of each table, equal on both sides. */
export type StoreCopy = Readonly<{
  from: string
  to: string
  rehearsal: boolean
  rows: number
  tables: readonly TableDigest[]
  /** The last seal of the audit trail, the same on both sides. */
  seal: Readonly<{number: number; digest: string}> | null
}>

/** Parameters of one statement, as in `db/table.ts`. */
const PARAMETERS = 30_000
const LATE_TOGETHER = 500

/**
 * Copies a whole store into a new one, either way between the engines, in one snapshot (design rule 15): makes the SQLite
 * file, or fills a Postgres database without rows. All of it or nothing: the copy is compared before it is kept.
 *
 * A rehearsal store is never copied back: its copy is one as well.
 *
 * @throws ExamError `copy.target-exists`, `copy.target-not-empty`, `copy.from-rehearsal`, `copy.differs`; as `openStore`,
 *   `requireCurrentSchema`
 */
export async function copyStore(fromUrl: string, toUrl: string, options: CopyOptions = {}): Promise<StoreCopy> {
  const from = await openStore(fromUrl, {statementTimeout: 0})
  try {
    await requireCurrentSchema(from)
    await refuseWayBack(from, options)
    return await intoNew(toUrl, (to) => copyInto(from, to, options))
  } finally {
    await from.close()
  }
}

async function refuseWayBack(from: Store, {rehearsal}: CopyOptions): Promise<void> {
  const institution = await from.readDb.selectFrom('institution').select('rehearsal').executeTakeFirst()
  if (!institution?.rehearsal || rehearsal) return
  const message = 'A rehearsal never becomes the real store. Copy it as another rehearsal with: --rehearsal'
  throw new ExamError('refused', 'copy.from-rehearsal', message)
}

/** Opens a new store, and leaves nothing of it when the work fails. */
async function intoNew<T>(url: string, work: (to: Store) => Promise<T>): Promise<T> {
  await refuseExisting(url)
  const to = await openStore(url, {create: true, statementTimeout: 0})
  let done = false
  try {
    if (to.kind === 'postgres') await refuseFilled(to)
    await migrate(to)
    const answer = await work(to)
    done = true
    return answer
  } finally {
    await to.close()
    if (!done && to.kind === 'sqlite') await removeFiles(to.url.slice('sqlite:'.length))
  }
}

async function refuseExisting(url: string): Promise<void> {
  if (!url.startsWith('sqlite:')) return
  const file = sqliteFile(url.slice('sqlite:'.length))
  if (!existsSync(file)) return
  const message = `There is a file ${file} already; copy to a name that is free.`
  throw new ExamError('refused', 'copy.target-exists', message, {file})
}

/** A database without tables, or with ours and no row in them: what an interrupted copy leaves. */
async function refuseFilled(to: Store): Promise<void> {
  const {rows} = await sql<{name: string}>`select tablename as name from pg_tables
    where schemaname = ${to.schema} and tablename not like 'kysely%' order by tablename`.execute(to.readDb)
  const ours: ReadonlySet<string> = new Set(STORE_TABLES.map(([table]) => table))
  const filled: string[] = []
  for (const {name} of rows) {
    const one = ours.has(name) && (await sql`select 1 as one from ${sql.table(name)} limit 1`.execute(to.readDb))
    if (!one || one.rows.length > 0) filled.push(name)
  }
  const {unknown} = await schemaState(to)
  if (filled.length === 0 && unknown.length === 0) return
  const message =
    'The database holds something already; copy into an empty one, or into another schema with ?schema=NAME.'
  throw new ExamError('refused', 'copy.target-not-empty', message, {to: to.url, tables: filled.slice(0, 5)})
}

async function removeFiles(file: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, {force: true})
}

function copyInto(from: Store, to: Store, options: CopyOptions): Promise<StoreCopy> {
  const rehearsal = options.rehearsal ?? false
  return from.readDb
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((reading) =>
      to.db.transaction().execute(async (writing) => {
        const tables = await copyTables(reading.withoutPlugins(), writing.withoutPlugins(), options)
        if (rehearsal) await writing.updateTable('institution').set({rehearsal: true}).execute()
        const seal = await writing
          .selectFrom('auditSeal')
          .select(['number', 'digest'])
          .orderBy('number', 'desc')
          .executeTakeFirst()
        const rows = tables.reduce((sum, table) => sum + table.rows, 0)
        return {from: from.url, to: to.url, rehearsal, rows, tables, seal: seal ?? null}
      }),
    )
}

async function copyTables(
  reading: Kysely<Tables>,
  writing: Kysely<Tables>,
  {onPage}: CopyOptions,
): Promise<readonly TableDigest[]> {
  const read: TableDigest[] = []
  for (const key of STORE_TABLES) {
    const digest = new Digesting()
    let count = 0
    for await (const rows of pagesOf(reading, key)) {
      digest.add(rows)
      await insert(writing, key[0], rows)
      count += rows.length
      onPage?.(key[0], count)
    }
    read.push(digest.end(key[0]))
  }
  for (const key of STORE_TABLES) await fillLateColumn(reading, writing, key)
  for (const expected of read) await requireSame(writing, expected)
  return read
}

async function insert(writing: Kysely<Tables>, table: string, rows: readonly KeptRow[]): Promise<void> {
  const late = LATE_COLUMNS[table as keyof typeof LATE_COLUMNS]
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== late)
  const most = Math.floor(PARAMETERS / columns.length)
  for (let i = 0; i < rows.length; i += most) {
    const values = rows.slice(i, i + most).map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values ${sql.join(values)}`.execute(writing)
  }
}

async function fillLateColumn(reading: Kysely<Tables>, writing: Kysely<Tables>, key: TableKey): Promise<void> {
  const [table] = key
  const column = LATE_COLUMNS[table as keyof typeof LATE_COLUMNS]
  if (column === undefined) return
  for await (const rows of pagesOf(reading, key)) {
    const filled = rows.filter((row) => row[column] !== null)
    for (let i = 0; i < filled.length; i += LATE_TOGETHER) {
      const some = filled.slice(i, i + LATE_TOGETHER)
      const cases = some.map((row) => sql`when ${row['id']} then ${row[column]}`)
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = case id ${sql.join(cases, sql` `)} end
        where id in (${sql.join(some.map((row) => row['id']))})`.execute(writing)
    }
  }
}

async function requireSame(writing: Kysely<Tables>, expected: TableDigest): Promise<void> {
  const key = STORE_TABLES.find(([table]) => table === expected.table)
  const written = key && (await digestOf(writing, key))
  if (written?.rows === expected.rows && written.digest === expected.digest) return
  const message = `The copy of ${expected.table} is not the same (${expected.rows} rows became ${written?.rows ?? 0}), so it was not kept.`
  throw new ExamError('refused', 'copy.differs', message, {table: expected.table})
}
