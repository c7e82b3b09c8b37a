import {setTimeout as sleep} from 'node:timers/promises'
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import {SqliteConnection, SqliteError} from './sqlite-connection.ts'
import {type Held, RoutedConnection, type Side} from './sqlite-routing.ts'
import {Turns} from './turns.ts'

/** What a SQLite store is opened with. */
export type SqliteOptions = Readonly<{
  /** A file that exists, or `:memory:`, which has one connection for reading and writing. */
  file: string
  /** `full` survives a power cut (design rule 14); less is for measuring only. */
  synchronous?: 'full' | 'normal' | 'off'
  /** Milliseconds to wait for another process that writes. */
  lockTimeout?: number
  /** Milliseconds to wait for one's turn in this process before it is called busy. */
  patience?: number
}>

const MEMORY = ':memory:'
/** Each statement under way holds a thread of Node's pool of four; two readers and the writer leave one for files and passwords. */
const READERS = 2
const PATIENCE = 60_000
const LOCK_TIMEOUT = 5_000

/**
 * SQLite through the package `sqlite3`: one connection that writes and two that read, so that reading never waits.
 *
 * A plain select outside a transaction reads on a reader and sees what is committed; everything else, raw SQL too, takes
 * its turn on the writer. Write transactions are `begin immediate`, which is their lock (design rule 6).
 */
export class SqliteDialect implements Dialect {
  readonly #driver: SqliteDriver

  constructor(options: SqliteOptions) {
    this.#driver = new SqliteDriver(options)
  }

  /** A number that differs once anyone, also another process, has committed since it was last asked (design rule 12). */
  changed(): Promise<number> {
    return this.#driver.changed()
  }

  createDriver(): Driver {
    return this.#driver
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): SqliteAdapter {
    return new OneWriterAdapter()
  }

  createIntrospector(db: Kysely<unknown>): SqliteIntrospector {
    return new SqliteIntrospector(db)
  }
}

class OneWriterAdapter extends SqliteAdapter {
  // The driver takes turns itself.
  override get supportsMultipleConnections(): boolean {
    return true
  }

  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** A turn, with the connection once it was needed: a command that only reads opens one and not three. */
type Place = {readonly side: Side; connection: SqliteConnection | undefined}

class SqliteDriver implements Driver {
  readonly #options: SqliteOptions
  #all: SqliteConnection[] = []
  #watcher: Promise<SqliteConnection> | undefined
  readonly #writers: Turns<Place>
  readonly #readers: Turns<Place>
  readonly #held = new WeakMap<Held, Place>()

  constructor(options: SqliteOptions) {
    this.#options = options
    const {patience = PATIENCE} = options
    const places = (side: Side, count: number) =>
      Array.from({length: count}, (): Place => ({side, connection: undefined}))
    this.#writers = new Turns(places('write', 1), patience)
    this.#readers = this.inMemory ? this.#writers : new Turns(places('read', READERS), patience)
  }

  get inMemory(): boolean {
    return this.#options.file === MEMORY
  }

  /** Connections are opened when they are needed. */
  async init(): Promise<void> {}

  async #open(side: Side): Promise<SqliteConnection> {
    const {file, lockTimeout = LOCK_TIMEOUT} = this.#options
    const connection = await SqliteConnection.open(file, side)
    this.#all.push(connection)
    const common = `pragma busy_timeout = ${lockTimeout}; pragma temp_store = memory; pragma cache_size = -16000; pragma trusted_schema = off`
    if (side === 'read') {
      await connection.exec(`${common}; pragma query_only = on`)
      return connection
    }
    await connection.exec(
      `${common}; pragma foreign_keys = on; pragma synchronous = ${this.#options.synchronous ?? 'full'}`,
    )
    await keepLog(connection)
    return connection
  }

  async take(side: Side, signal?: AbortSignal): Promise<Held> {
    const turns = this.#turnsOf(side)
    const place = await turns.take(signal)
    try {
      place.connection ??= await this.#open(place.side)
    } catch (error) {
      turns.give(place)
      throw error
    }
    const held: Held = {connection: place.connection, side: place.side}
    this.#held.set(held, place)
    return held
  }

  give(held: Held): void {
    const place = this.#held.get(held)
    if (place) this.#turnsOf(held.side).give(place)
  }

  #turnsOf(side: Side): Turns<Place> {
    return side === 'write' ? this.#writers : this.#readers
  }

  async changed(): Promise<number> {
    // `data_version` tells what others committed, so it is asked on a connection that never writes.
    if (this.inMemory) return numberIn((await this.#all[0]?.all('select total_changes() as n', []))?.[0])
    this.#watcher ??= this.#open('read')
    try {
      return numberIn((await (await this.#watcher).all('pragma data_version', []))[0])
    } catch (error) {
      this.#watcher = undefined
      throw error
    }
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new RoutedConnection(this)
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.rollbackTransaction(connection)
  }

  beginTransaction(connection: DatabaseConnection, {accessMode}: TransactionSettings): Promise<void> {
    return routed(connection).begin(accessMode === 'read only' ? 'read' : 'write')
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return routed(connection).commit()
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return routed(connection).rollback()
  }

  savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    return routed(connection).command(`savepoint ${quoted(name)}`)
  }

  rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    return routed(connection).recover(`rollback to ${quoted(name)}`)
  }

  releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    return routed(connection).command(`release ${quoted(name)}`)
  }

  async destroy(): Promise<void> {
    await this.#watcher?.catch(() => undefined)
    // Readers before the writer: the last to close folds the write-ahead log back into the file.
    const [writing, reading] = [
      this.#all.filter(({side}) => side === 'write'),
      this.#all.filter(({side}) => side === 'read'),
    ]
    this.#all = []
    for (const connection of [...reading, ...writing]) await connection.close()
  }
}

function routed(connection: DatabaseConnection): RoutedConnection {
  if (connection instanceof RoutedConnection) return connection
  throw new TypeError('This connection was not made by the SQLite driver.')
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Keeps a write-ahead log, so that readers and the writer do not wait for each other; the file remembers it. */
async function keepLog(connection: SqliteConnection): Promise<void> {
  for (let tries = 50; ; tries--) {
    const [mode] = await connection.all('pragma journal_mode', [])
    if (mode?.['journal_mode'] !== 'delete') return
    try {
      await connection.exec('pragma journal_mode = wal')
    } catch (error) {
      // No time-out of SQLite waits for this lock, which another that opens the same new file may hold for a moment.
      if (!(error instanceof SqliteError && error.code === 'SQLITE_BUSY') || tries === 0) throw error
      await sleep(20)
    }
  }
}

/** The number in the only column of a row. */
function numberIn(row: Record<string, unknown> | undefined): number {
  return Number(Object.values(row ?? {})[0])
}
