import {
  AbortedTransactionError,
  type DatabaseConnection,
  type Driver,
  PostgresAdapter,
  PostgresDialect as KyselyPostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
} from 'kysely'
import pg from 'pg'
import {isConnectionLost, unknownOutcome} from '../errors.ts'
import {ConnectionPool, type PoolSettings} from './postgres-pool.ts'

/**
 * Postgres through the package `pg`: Kysely's own dialect with guarded values and errors, a careful end of transactions
 * and no advisory locks. The byte order of text comes from the tables (`collate "C"`), not from here.
 */
export class PostgresDialect extends KyselyPostgresDialect {
  readonly #config: PostgresDialectConfig
  readonly #readOnly: boolean

  constructor(settings: PoolSettings) {
    const config: PostgresDialectConfig = {pool: new ConnectionPool(settings), controlClient: pg.Client}
    super(config)
    this.#config = config
    this.#readOnly = settings.readOnly
  }

  override createDriver(): Driver {
    return new CarefulDriver(this.#config, this.#readOnly)
  }

  override createAdapter(): PostgresAdapter {
    return new LocklessAdapter()
  }
}

class CarefulDriver extends PostgresDriver {
  readonly #readOnly: boolean

  constructor(config: PostgresDialectConfig, readOnly: boolean) {
    super(config)
    this.#readOnly = readOnly
  }

  /** @throws ExamError `store.unknown-outcome` when the connection was lost before the server answered (design rule 6) */
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection)
    } catch (error) {
      // Where nothing can be saved, nothing is unknown: it is a lost connection like any other.
      throw this.#readOnly || isAnswer(error) ? error : unknownOutcome(error)
    }
  }

  // A rollback that fails would hide why it was needed. The connection is thrown away then, and with it the transaction.
  override async rollbackTransaction(connection: Parameters<PostgresDriver['rollbackTransaction']>[0]): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined)
  }
}

/** Whether the server itself said that it did not commit. All else, however the line broke, leaves it open. */
function isAnswer(error: unknown): boolean {
  return error instanceof AbortedTransactionError || (error instanceof pg.DatabaseError && !isConnectionLost(error))
}

class LocklessAdapter extends PostgresAdapter {
  // A distributed Postgres has no advisory locks; `db/migrate.ts` holds a row lock while migrations run.
  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}
