import type {Kysely} from 'kysely'
import type {Instant} from '../src/time.ts'
import type {Tables} from './tables.ts'

/** An open store. Close it, or its connections keep the process alive. */
export type Store = Readonly<{
  kind: 'sqlite' | 'postgres'
  /** Where it is, to show: a password is masked. */
  url: string
  /** The Postgres schema the tables are in; null for SQLite. */
  schema: string | null
  db: Kysely<Tables>
  /** For reading only, on connections of its own; on SQLite `db` itself, which reads beside the writer. */
  readDb: Kysely<Tables>
  /** For claims on seats, so that a rush leaves connections for other writes (design rule 8); on SQLite `db` itself. */
  claimsDb: Kysely<Tables>
  /** A number that differs when anybody may have committed since it was last asked; its order means nothing (design rule 12). */
  changed: () => Promise<number>
  /** The store's own clock, on Postgres the server's (design rule 11): the time of the call, also inside transaction `on`. */
  now: (on?: Kysely<Tables>) => Promise<Instant>
  close: () => Promise<void>
}>

/** Connections to Postgres at most, per process and purpose. */
export type PoolSizes = Readonly<{read: number; claims: number; write: number}>

export type OpenOptions = Readonly<{
  /** Makes the SQLite file when it is missing; only `init`, `demo` and copies do (design rule 15). */
  create?: boolean
  /** SQLite: less than `full` may lose what was saved in a power cut; for measuring only. */
  synchronous?: 'full' | 'normal' | 'off'
  /** Postgres: default four for reading, two for claims, four for other writing. */
  pools?: Partial<PoolSizes>
  /** Postgres: milliseconds after which a statement is given up, default one minute; 0 is never. */
  statementTimeout?: number
  /** Milliseconds to wait for a lock that another transaction or process holds, before it is called busy; default five seconds. */
  lockTimeout?: number
  /** Milliseconds to wait in this process for a connection before it is called busy; default one minute. */
  patience?: number
}>
