import {setTimeout as sleep} from 'node:timers/promises'
import {type Kysely, sql} from 'kysely'
import {type Migration, Migrator} from 'kysely/migration'
import {ExamError} from '../src/errors.ts'
import {isBusy, translate} from './errors.ts'
import {migrations} from './migrations/index.ts'
import type {Store} from './store.ts'
import type {Tables} from './tables.ts'

/** Migrations by name; names sort in the order in which they were written. */
export type Migrations = Readonly<Record<string, Migration>>

/** Names of migrations, oldest first. `unknown` are in the store and not in this program: a newer one made them. */
export type SchemaState = Readonly<{applied: readonly string[]; pending: readonly string[]; unknown: readonly string[]}>

/** Each try waits five seconds for a lock: a minute for whoever else migrates, or for the traffic on a table. */
const TRIES = 12
const DONE_TABLE = 'kysely_migration'
const LOCK_TABLE = 'kysely_migration_lock'
const LOCK_ROW = 'migration_lock'

/** Which migrations a store has had; an empty store has had none. Reads only. */
export async function schemaState(store: Store, known: Migrations = migrations): Promise<SchemaState> {
  return stateIn(store, store.readDb.withoutPlugins(), known)
}

/** Refuses a store whose schema this program does not know (design rule 15). @throws ExamError `store.schema-behind`, `store.schema-ahead` */
export async function requireCurrentSchema(store: Store, known: Migrations = migrations): Promise<void> {
  const {pending, unknown} = await schemaState(store, known)
  refuseNewer(unknown)
  if (pending.length === 0) return
  const message = 'The store is older than this ontrac. Make a backup and bring it up to date with: ontrac db migrate'
  throw new ExamError('refused', 'store.schema-behind', message, {pending})
}

/**
 * Applies what is pending, all of it or nothing, and answers the names of what it applied; twice is once. Of several
 * processes one migrates and the others wait for it, up to a minute. Migrations get physical names, without plugins.
 *
 * @throws ExamError `store.schema-ahead`, `store.busy`; whatever a migration throws
 */
export async function migrate(store: Store, known: Migrations = migrations): Promise<readonly string[]> {
  const db = store.db.withoutPlugins()
  if (store.kind === 'postgres') await prepareLock(store, db)
  for (let tries = TRIES; ; tries--) {
    try {
      return await db.transaction().execute((tx) => migrateIn(store, tx, known))
    } catch (error) {
      if (!isBusy(error) || tries === 1) throw translate(error)
      await sleep(100)
    }
  }
}

async function migrateIn(store: Store, tx: Kysely<Tables>, known: Migrations): Promise<readonly string[]> {
  if (store.kind === 'postgres') await takeLock(store, tx)
  refuseNewer((await stateIn(store, tx, known)).unknown)
  const schema = store.schema === null ? {} : {migrationTableSchema: store.schema}
  const migrator = new Migrator({db: tx, provider: {getMigrations: async () => ({...known})}, ...schema})
  const {error, results = []} = await migrator.migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error('A migration failed.', {cause: error})
  return results.map(({migrationName}) => migrationName)
}

// On SQLite the transaction is the lock. On Postgres it is a row, since a distributed one has no advisory locks; the row of
// a process that dies is free again, which a lease would not be.
async function takeLock(store: Store, tx: Kysely<Tables>): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql`select id from ${tableIn(store, LOCK_TABLE)} where id = ${LOCK_ROW} for update`.execute(tx)
}

/** Makes Kysely's own lock table and row, outside the transaction that locks it. */
async function prepareLock(store: Store, db: Kysely<Tables>): Promise<void> {
  const table = tableIn(store, LOCK_TABLE)
  await tolerant(sql`create schema if not exists ${sql.id(store.schema ?? 'public')}`.execute(db))
  await tolerant(
    sql`create table if not exists ${table} (id text primary key, is_locked integer not null default 0)`.execute(db),
  )
  await sql`insert into ${table} (id) values (${LOCK_ROW}) on conflict do nothing`.execute(db)
}

// Two at once: "if not exists" does not see what another is just making. Without a table the next statement fails.
async function tolerant(making: Promise<unknown>): Promise<void> {
  await making.catch((error: unknown) => {
    if (
      !(error instanceof Error && 'code' in error && ['23505', '42710', '42P06', '42P07'].includes(String(error.code)))
    )
      throw translate(error)
  })
}

async function stateIn(store: Store, db: Kysely<Tables>, known: Migrations): Promise<SchemaState> {
  const names = Object.keys(known)
  const done = await doneIn(store, db)
  return {
    applied: names.filter((name) => done.has(name)),
    pending: names.filter((name) => !done.has(name)),
    unknown: [...done].filter((name) => !names.includes(name)),
  }
}

async function doneIn(store: Store, db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const there =
    store.kind === 'sqlite'
      ? sql`select name from sqlite_schema where name = ${DONE_TABLE}`
      : sql`select tablename from pg_tables where schemaname = ${store.schema} and tablename = ${DONE_TABLE}`
  if ((await there.execute(db)).rows.length === 0) return new Set()
  const {rows} = await sql<{name: string}>`select name from ${tableIn(store, DONE_TABLE)} order by name`.execute(db)
  return new Set(rows.map(({name}) => name))
}

function tableIn(store: Store, table: string) {
  return store.schema === null ? sql.table(table) : sql.table(`${store.schema}.${table}`)
}

function refuseNewer(unknown: readonly string[]): void {
  if (unknown.length === 0) return
  const message = 'A newer ontrac has changed this store; use that version, or put back a backup of before.'
  throw new ExamError('refused', 'store.schema-ahead', message, {unknown})
}
