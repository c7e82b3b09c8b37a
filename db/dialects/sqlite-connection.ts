import sqlite3 from 'sqlite3'
import {assertOneStatement} from './one-statement.ts'

/** What SQLite answered. `code` is SQLite's primary code; the message and `sql` hold no values. */
export class SqliteError extends Error {
  readonly code: string
  readonly errno: number
  readonly sql: string | undefined
  /** The unique index that refused a row: SQLite names its columns only, so the dialect looks it up. */
  constraint: string | undefined

  constructor(cause: unknown, sql?: string) {
    const {message, code, errno} = cause as {message: string; code?: string; errno?: number}
    super(message)
    this.name = 'SqliteError'
    this.code = code ?? 'SQLITE_ERROR'
    this.errno = errno ?? 1
    this.sql = sql
  }
}

/** A row by the names of its columns. */
export type SqliteRow = Record<string, unknown>

/** How much is kept prepared per connection; a statement cache is worth a factor of 2.5, and bulk inserts have long texts. */
const MOST_STATEMENTS = 200
const MOST_CHARACTERS = 2_000_000

const OPEN = new Set<sqlite3.Database>()
// Node does not exit before its threads are idle: a long report would keep a process that was told to stop.
process.once('exit', () => OPEN.forEach((database) => database.interrupt()))

/** One open database, with prepared statements. Wait for each call: several at once would each hold a thread of the pool. */
export class SqliteConnection {
  readonly side: 'read' | 'write'
  readonly #database: sqlite3.Database
  readonly #statements = new Map<string, sqlite3.Statement>()
  #characters = 0

  private constructor(database: sqlite3.Database, side: 'read' | 'write') {
    this.side = side
    this.#database = database
    OPEN.add(database)
  }

  /** @throws SqliteError `SQLITE_CANTOPEN` */
  static async open(file: string, mode: 'read' | 'write'): Promise<SqliteConnection> {
    // Never OPEN_CREATE: who may create a store makes its file first, with the right permissions.
    const access = mode === 'read' ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE
    return new Promise((resolve, reject) => {
      const database: sqlite3.Database = new sqlite3.Database(file, access | sqlite3.OPEN_FULLMUTEX, (error) => {
        if (error) reject(new SqliteError(error))
        else resolve(new SqliteConnection(database, mode))
      })
    })
  }

  /** Runs statements that take no values and answer nothing. */
  exec(sql: string): Promise<void> {
    return this.#call(sql, (done) => this.#database.exec(sql, (error) => done(error, undefined)))
  }

  async all(sql: string, values: readonly unknown[]): Promise<SqliteRow[]> {
    const statement = this.#prepared(sql) ?? (await this.#prepare(sql))
    return this.#call(sql, (done) => statement.all<SqliteRow>(values, done))
  }

  /** Runs a statement that returns no rows; `changes` is meaningful for insert, update and delete only. */
  async run(sql: string, values: readonly unknown[]): Promise<{changes: number; lastId: number}> {
    const statement = this.#prepared(sql) ?? (await this.#prepare(sql))
    return this.#call(sql, (done) =>
      statement.run(values, function (error) {
        done(error, {changes: this.changes, lastId: this.lastID})
      }),
    )
  }

  /** Ends the statement in flight with SQLITE_INTERRUPT; asks again while it is `running`, since it may not have begun. */
  async interrupt(running: () => boolean): Promise<void> {
    while (running()) {
      this.#database.interrupt()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  /** SQLite does not close while a statement is prepared. */
  close(): Promise<void> {
    for (const statement of this.#statements.values()) statement.finalize()
    this.#statements.clear()
    OPEN.delete(this.#database)
    return this.#call(undefined, (done) => this.#database.close((error) => done(error, undefined)))
  }

  async #prepare(sql: string): Promise<sqlite3.Statement> {
    assertOneStatement(sql)
    const statement = await this.#call<sqlite3.Statement>(sql, (done) => {
      const prepared: sqlite3.Statement = this.#database.prepare(sql, (error) => done(error, prepared))
    })
    this.#statements.set(sql, statement)
    this.#characters += sql.length
    this.#forgetOldest(statement)
    return statement
  }

  #prepared(sql: string): sqlite3.Statement | undefined {
    const statement = this.#statements.get(sql)
    if (statement === undefined) return undefined
    // A map keeps the order of adding: added again, what was just used is the last to be forgotten.
    this.#statements.delete(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #forgetOldest(newest: sqlite3.Statement): void {
    for (const [sql, statement] of this.#statements) {
      if (this.#statements.size <= MOST_STATEMENTS && this.#characters <= MOST_CHARACTERS) return
      if (statement === newest) return
      this.#statements.delete(sql)
      this.#characters -= sql.length
      statement.finalize()
    }
  }

  async #call<T>(sql: string | undefined, work: (done: (error: Error | null, answer: T) => void) => void): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        work((error, answer) => (error ? reject(error) : resolve(answer)))
      })
    } catch (error) {
      // Made here and not in the callback, so that its stack shows who asked.
      throw new SqliteError(error, sql)
    }
  }
}
