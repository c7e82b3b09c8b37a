import type {PostgresPool, PostgresPoolClient, PostgresQueryResult} from 'kysely'
import pg from 'pg'
import {isStalePlan} from '../errors.ts'
import {assertOneStatement} from './one-statement.ts'
import {StatementNames} from './statement-names.ts'
import {assertStorable} from './storable.ts'
import {Turns} from './turns.ts'

/** Milliseconds within which a server has to answer a new connection. */
const CONNECT_TIMEOUT = 10_000

/** Kinds of number that pg hands over as text: bigint (counts) and numeric (sums). */
const NUMBERS: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC]

/** What connections for one purpose are opened with. */
export type PoolSettings = Readonly<{
  url: string
  schema?: string | undefined
  /** Shown by the server beside each connection. */
  name: string
  /** At most so many connections, opened when needed. */
  size: number
  readOnly: boolean
  /** Milliseconds after which the server gives up a statement; 0 is never. */
  statementTimeout: number
  /** Milliseconds after which one that waits for another's lock gives up. */
  lockTimeout: number
  /** Milliseconds to wait for one's turn in this process before it is called busy. */
  patience: number
}>

/**
 * Connections to a server for Kysely. Waiting for a turn and waiting for the server are told apart, first come is first
 * served, values that Postgres would keep otherwise are refused, and errors lose the values they quote.
 */
export class ConnectionPool implements PostgresPool {
  readonly #pool: pg.Pool
  readonly #turns: Turns<symbol>
  readonly #names = new StatementNames()

  constructor(settings: PoolSettings) {
    const address = new URL(settings.url)
    address.searchParams.delete('options')
    this.#pool = new pg.Pool({
      connectionString: address.href,
      application_name: settings.name,
      max: settings.size,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      statement_timeout: settings.statementTimeout,
      lock_timeout: settings.lockTimeout,
      keepAlive: true,
      types: {getTypeParser: parserOf},
      options: sessionOptions(settings),
    })
    // A lost connection is reported by the query that meets it; without a listener it would end the process.
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
    this.#turns = new Turns(
      Array.from({length: settings.size}, () => Symbol('turn')),
      settings.patience,
    )
  }

  get options(): object {
    return this.#pool.options
  }

  async connect(): Promise<PostgresPoolClient> {
    const turn = await this.#turns.take()
    try {
      return new GuardedClient(await this.#pool.connect(), this.#names, () => this.#turns.give(turn))
    } catch (error) {
      this.#turns.give(turn)
      throw error
    }
  }

  end(): Promise<void> {
    return this.#pool.end()
  }
}

class GuardedClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient
  readonly #names: StatementNames
  readonly #released: () => void
  #stale = false

  constructor(client: pg.PoolClient, names: StatementNames, released: () => void) {
    this.#client = client
    this.#names = names
    this.#released = released
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  // Kysely's other way is a cursor, which is left out: lists are read page after page by key (design rule 5).
  query(): never
  async query<R>(sql = '', parameters: readonly unknown[] = []): Promise<PostgresQueryResult<R>> {
    assertStorable(parameters)
    assertOneStatement(sql)
    const name = parameters.length > 0 ? this.#names.nameOf(sql) : undefined
    try {
      const answer = await this.#client.query({text: sql, values: [...parameters], ...(name !== undefined && {name})})
      return answer as unknown as PostgresQueryResult<R>
    } catch (error) {
      this.#stale ||= isStalePlan(error)
      throw scrubbed(error)
    }
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#stale)
    this.#released()
  }
}

/** Postgres quotes the row it refuses; logs hold no names (design rule 22). The columns are kept. */
function scrubbed(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  const columns = /^Key \(([\w", ]+)\)=\(/
    .exec(error.detail ?? '')?.[1]
    ?.replaceAll('"', '')
    .split(', ')
  return Object.assign(error, {detail: undefined, where: undefined, ...(columns && {columns})})
}

function parserOf(type: number): (text: string) => unknown {
  return NUMBERS.includes(type) ? numberOf : pg.types.getTypeParser(type)
}

/** @throws RangeError when a JavaScript number does not hold it exactly */
function numberOf(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError('A number from the store is too large to be exact.')
  return value
}

/** What each connection starts with; the address may ask for more, and the driver would put that in the place of ours. */
function sessionOptions({url, schema, readOnly}: PoolSettings): string {
  const asked = new URL(url).searchParams.get('options')
  const ours = [
    schema === undefined ? null : `-c search_path=${schema}`,
    readOnly ? '-c default_transaction_read_only=on' : null,
  ]
  return [asked, ...ours].filter((option) => option !== null).join(' ')
}
