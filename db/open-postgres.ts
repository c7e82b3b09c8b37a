import {createHash} from 'node:crypto'
import {Kysely, sql} from 'kysely'
import {ExamError} from '../src/errors.ts'
import type {Instant} from '../src/time.ts'
import {ColumnsPlugin} from './columns.ts'
import {PostgresDialect} from './dialects/postgres.ts'
import type {OpenOptions, PoolSizes, Store} from './store.ts'
import type {Tables} from './tables.ts'

const POOLS: PoolSizes = {read: 4, claims: 2, write: 4}
const MINUTE = 60_000
const LOCK_TIMEOUT = 5_000
/** Postgres 15, as the server counts its versions. */
const OLDEST = 150_000

/** Opens a Postgres database. See `openStore`. */
export async function openPostgres(url: string, options: OpenOptions): Promise<Store> {
  const {server, schema, shown} = readAddress(url)
  const {statementTimeout = MINUTE, lockTimeout = LOCK_TIMEOUT, patience = MINUTE} = options
  const pool = (name: string, size: number, readOnly = false) => {
    const dialect = new PostgresDialect({
      url: server,
      schema,
      name,
      size,
      readOnly,
      statementTimeout,
      lockTimeout,
      patience,
    })
    return new Kysely<Tables>({dialect, plugins: [new ColumnsPlugin()]})
  }
  const sizes = {...POOLS, ...options.pools}
  const db = pool('ontrac', sizes.write)
  const readDb = pool('ontrac reads', sizes.read, true)
  const claimsDb = pool('ontrac claims', sizes.claims)
  const close = async () => void (await Promise.all([db.destroy(), readDb.destroy(), claimsDb.destroy()]))
  try {
    const found = await inspectServer(db)
    return {
      kind: 'postgres',
      url: shown,
      schema: schema ?? found,
      db,
      readDb,
      claimsDb,
      changed: () => snapshotOf(readDb),
      now: (on = db) => clockOf(on),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

type Address = Readonly<{server: string; schema: string | undefined; shown: string}>

/** Takes our own `schema` out of an address that is otherwise the driver's, and hides what nobody should read. */
function readAddress(url: string): Address {
  const address = URL.parse(url)
  const schema = address?.searchParams.get('schema') ?? undefined
  if (!address || (schema !== undefined && !/^[a-z_][a-z0-9_]{0,62}$/.test(schema))) {
    const message =
      'The address of the store is not right; write postgres://USER:PASSWORD@HOST/DATABASE, with ?schema=name in small letters if wanted.'
    throw new ExamError('invalid', 'store.invalid-url', message)
  }
  address.searchParams.delete('schema')
  const server = address.href
  if (address.password !== '') address.password = 'MASK'
  if (address.searchParams.has('password')) address.searchParams.set('password', 'MASK')
  if (schema !== undefined) address.searchParams.set('schema', schema)
  return {server, schema, shown: address.href.replace(/(?<=[:=])MASK(?=@|&|$)/g, '•••')}
}

/** The schema that tables are made in. @throws ExamError `store.too-old`, also for a database that is not UTF-8 */
async function inspectServer(db: Kysely<Tables>): Promise<string> {
  const {rows} = await sql<{version: number; encoding: string; schema: string | null}>`select
    cast(current_setting('server_version_num') as integer) as version, current_setting('server_encoding') as encoding, current_schema() as schema`.execute(
    db,
  )
  const {version = 0, encoding = '', schema = null} = rows[0] ?? {}
  if (version < OLDEST || encoding !== 'UTF8') {
    const message =
      'The store needs Postgres 15 or newer and a database in UTF8; use another server or make another database.'
    throw new ExamError('refused', 'store.too-old', message, {version, encoding})
  }
  return schema ?? 'public'
}

/** Which transactions had ended: it changes with each commit. Nothing is kept for it, and no lock is taken. */
async function snapshotOf(db: Kysely<Tables>): Promise<number> {
  const {snapshot} = await db
    .selectNoFrom(sql<string>`cast(pg_current_snapshot() as text)`.as('snapshot'))
    .executeTakeFirstOrThrow()
  return createHash('sha256').update(snapshot).digest().readUIntBE(0, 6)
}

/** Not `now()`, which is when the transaction began, before it waited for its locks. */
async function clockOf(db: Kysely<Tables>): Promise<Instant> {
  const clock = sql<Instant>`to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const {at} = await db.selectNoFrom(clock.as('at')).executeTakeFirstOrThrow()
  return at
}
