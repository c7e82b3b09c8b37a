import {
  AbortedTransactionError,
  type AbortableOperationOptions,
  type CompiledQuery,
  type DatabaseConnection,
  type OperationNode,
  type QueryResult,
  SelectQueryNode,
} from 'kysely'
import {unknownOutcome} from '../errors.ts'
import {type SqliteConnection, SqliteError} from './sqlite-connection.ts'
import {nameUniqueIndex} from './sqlite-unique-index.ts'
import {assertStorable} from './storable.ts'

/** Who only reads need not wait for who writes. */
export type Side = 'read' | 'write'
/** A connection whose turn it is. */
export type Held = Readonly<{connection: SqliteConnection; side: Side}>

/** Where a turn comes from and goes back to. In memory both sides are the same connection. */
export type Sides = Readonly<{
  inMemory: boolean
  take: (side: Side, signal?: AbortSignal) => Promise<Held>
  give: (held: Held) => void
}>

/**
 * What Kysely holds: it asks for a connection before it knows the query, so the real one is taken per statement, or kept
 * from the begin of a transaction to its end.
 */
export class RoutedConnection implements DatabaseConnection {
  readonly #sides: Sides
  #held: Held | undefined
  #reading = false
  #failed = false
  #running = false

  constructor(sides: Sides) {
    this.#sides = sides
  }

  async executeQuery<R>(query: CompiledQuery, options?: AbortableOperationOptions): Promise<QueryResult<R>> {
    if (this.#held) return this.#inTransaction(this.#held, query) as Promise<QueryResult<R>>
    const held = await this.#sides.take(isRead(query.query) ? 'read' : 'write', options?.signal)
    try {
      options?.signal?.throwIfAborted()
      return (await this.#run(held.connection, query)) as QueryResult<R>
    } finally {
      this.#sides.give(held)
    }
  }

  /** One row per hop through the thread pool made it ten times slower than reading page after page by key, so it is left out. */
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is left out; read page after page by key (design rule 5).')
  }

  async cancelQuery(): Promise<void> {
    // Nobody else is interrupted: a connection is given on only after its statement has ended.
    await this.#current?.interrupt(() => this.#running)
  }

  #current: SqliteConnection | undefined

  /** Write transactions begin `immediate`: one that reads first and then writes would get SQLITE_BUSY at once. */
  async begin(side: Side): Promise<void> {
    const held = await this.#sides.take(side)
    try {
      await held.connection.run(side === 'write' ? 'begin immediate' : 'begin', [])
      this.#reading = side === 'read'
      if (this.#reading && this.#sides.inMemory) await held.connection.exec('pragma query_only = on')
    } catch (error) {
      this.#sides.give(held)
      throw error
    }
    this.#failed = false
    this.#held = held
  }

  /**
   * @throws AbortedTransactionError when a statement had failed: then everything was rolled back, as Postgres does
   * @throws ExamError `store.unknown-outcome` when the disk failed while saving (design rule 6)
   */
  async commit(): Promise<void> {
    if (this.#failed) {
      await this.rollback()
      throw new AbortedTransactionError()
    }
    try {
      await this.#held?.connection.run('commit', [])
    } catch (error) {
      // What reached the log before the disk failed may count when the file is opened again.
      throw !this.#reading && error instanceof SqliteError && error.code === 'SQLITE_IOERR'
        ? unknownOutcome(error)
        : error
    }
    await this.#end()
  }

  /** Never fails: SQLite may have rolled back by itself, after a full disk for one. Does nothing outside a transaction. */
  async rollback(): Promise<void> {
    await this.#held?.connection.run('rollback', []).catch(() => undefined)
    await this.#end()
  }

  /** Runs a command that belongs to the transaction, such as `savepoint`. */
  async command(sql: string): Promise<void> {
    this.#assertSound()
    await this.#held?.connection.exec(sql)
  }

  /** Rolls back to a savepoint; the transaction is sound again. */
  async recover(sql: string): Promise<void> {
    await this.#held?.connection.exec(sql)
    this.#failed = false
  }

  async #end(): Promise<void> {
    const held = this.#held
    if (held === undefined) return
    this.#held = undefined
    try {
      if (this.#reading && this.#sides.inMemory) await held.connection.exec('pragma query_only = off')
    } finally {
      this.#sides.give(held)
    }
  }

  // After a failed statement SQLite would go on and Postgres would not; both stop (design rule 14). After some errors SQLite
  // has rolled back and would commit every later statement by itself.
  async #inTransaction(held: Held, query: CompiledQuery): Promise<QueryResult<unknown>> {
    this.#assertSound()
    try {
      return await this.#run(held.connection, query)
    } catch (error) {
      if (error instanceof SqliteError) this.#failed = true
      throw error
    }
  }

  #assertSound(): void {
    if (this.#failed)
      throw new SqliteError({
        message: 'current transaction is aborted until it is rolled back',
        code: 'SQLITE_ABORT',
        errno: 4,
      })
  }

  async #run(connection: SqliteConnection, query: CompiledQuery): Promise<QueryResult<unknown>> {
    assertStorable(query.parameters)
    this.#current = connection
    this.#running = true
    try {
      return await execute(connection, query)
    } catch (error) {
      if (error instanceof SqliteError) await nameUniqueIndex(connection, error)
      throw error
    } finally {
      this.#running = false
    }
  }
}

/** `changes` is told to `run` only, and rows to `all` only. */
async function execute(
  connection: SqliteConnection,
  {sql, parameters, query}: CompiledQuery,
): Promise<QueryResult<unknown>> {
  if (returnsRows(query, sql)) {
    const rows = await connection.all(sql, parameters)
    return changesRows(query, sql) ? {rows, numAffectedRows: BigInt(rows.length)} : {rows}
  }
  const {changes, lastId} = await connection.run(sql, parameters)
  return changesRows(query, sql) ? {rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastId)} : {rows: []}
}

function isRead(node: OperationNode): boolean {
  return SelectQueryNode.is(node) && (node.with?.expressions ?? []).every(({expression}) => isRead(expression))
}

function returnsRows(node: OperationNode, sql: string): boolean {
  if (SelectQueryNode.is(node)) return true
  if (node.kind === 'RawNode') return /^\s*(select|with|pragma|values|explain)\b|\breturning\b/i.test(sql)
  return 'returning' in node && node.returning !== undefined
}

function changesRows(node: OperationNode, sql: string): boolean {
  if (node.kind === 'RawNode')
    return /^\s*(insert|update|delete|replace|with\b.*\b(insert|update|delete))\b/is.test(sql)
  return ['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'].includes(node.kind)
}
