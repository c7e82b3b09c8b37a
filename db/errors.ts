import {ExamError} from '../src/errors.ts'

/** Which promise of the schema a change would have broken. */
export type ConstraintKind = 'unique' | 'foreign-key' | 'check' | 'not-null'

type Broken = Readonly<{
  kind: ConstraintKind
  constraint?: string | undefined
  table?: string | undefined
  columns?: readonly string[] | undefined
}>

/**
 * A row was refused by the schema, the same from both engines. Rules count first and constraints stand behind them, so
 * this is a race lost (`unique`: say so) or a bug.
 *
 * `constraint` is the name in the migration: both engines give it for a unique index and a named check; for a primary key
 * it is `<table>_pkey`. `table` and `columns` are named as in `db/tables.ts`; SQLite tells neither for a foreign key or a
 * check. Values are never in it.
 */
export class ConstraintError extends Error {
  readonly kind: ConstraintKind
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly columns: readonly string[] | undefined

  constructor({kind, constraint, table, columns}: Broken, options?: ErrorOptions) {
    super(`A ${kind} constraint refused a row${constraint ? `: ${constraint}` : table ? ` of ${table}` : ''}.`, options)
    this.name = 'ConstraintError'
    this.kind = kind
    this.constraint = constraint
    this.table = table && camelCase(table)
    this.columns = columns?.map(camelCase)
  }
}

/**
 * Says what an engine's error means: {@link ConstraintError}; ExamError `store.busy` (ask again), `store.unreachable` (with
 * the remedy), `store.full`; every other error, ExamErrors too, comes back as it was. Returns and never throws.
 */
export function translate(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ExamError) return error
  const broken = brokenConstraint(error)
  if (broken) return new ConstraintError(broken, {cause: error})
  if (isBusy(error))
    return new ExamError('unavailable', 'store.busy', 'The store is busy; try again in a moment.', {}, {cause: error})
  if (FULL.has(codeOf(error)))
    return new ExamError(
      'unavailable',
      'store.full',
      'The disk of the store is full; make room and try again.',
      {},
      {cause: error},
    )
  const remedy = remedyFor(error)
  return remedy === undefined
    ? error
    : new ExamError('unavailable', 'store.unreachable', remedy, {reason: codeOf(error)}, {cause: error})
}

/** Whether the whole work may simply be done again: two transactions met, and this one lost (design rule 6). */
export function isRetryable(error: unknown): boolean {
  return error instanceof Error && !(error instanceof ExamError) && (RETRYABLE.has(codeOf(error)) || isStalePlan(error))
}

/** Whether a connection remembers a statement from before a migration. Done again, the work gets another connection. */
export function isStalePlan(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === '0A000' && error.message.startsWith('cached plan')
}

/** Whether the engine was busy: a lock that did not come in time, a statement given up, no connection left. */
export function isBusy(error: unknown): boolean {
  if (error instanceof ExamError) return error.code === 'store.busy'
  return isRetryable(error) || (error instanceof Error && BUSY.has(codeOf(error)))
}

/** Whether the server went away in the middle, so that what was under way may or may not have been done. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && (LOST.has(codeOf(error)) || LOST_MESSAGE.test(error.message))
}

/** The answer when the connection was lost during commit: the same request with the same key settles it (design rule 6). */
export function unknownOutcome(cause: unknown): ExamError {
  const message =
    'The connection to the store was lost while saving; it is not known whether it was saved. Ask again: nothing is done twice.'
  return new ExamError('unavailable', 'store.unknown-outcome', message, {}, {cause})
}

/** Whether nobody knows if it was saved: it may only be asked again with its key, never simply be done again. */
export function isUnknownOutcome(error: unknown): boolean {
  return error instanceof ExamError && error.code === 'store.unknown-outcome'
}

// Deadlock, a serialisation failure, and SQLite's writer in another process.
const RETRYABLE = new Set(['40001', '40P01', 'SQLITE_BUSY'])
// Lock time-out, statement time-out, too many connections.
const BUSY = new Set(['55P03', '57014', '53300'])
const FULL = new Set(['SQLITE_FULL', '53100'])
const LOST = new Set([
  '57P01',
  '57P02',
  '57P05',
  '08000',
  '08003',
  '08006',
  '08007',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
])
const LOST_MESSAGE = /^Connection terminated|not queryable|connection has been discarded/

const SILENT = 'The server of the store does not answer; check that it runs, and the address of the store.'
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^28/, 'The store refuses the user name or password; check the address of the store.'],
  [/^3D000$/, 'The server has no such database; create it, or correct the address of the store.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'The server of the store is not known by that name; check the address of the store.'],
  [/^(ECONNREFUSED|ENOENT|EHOSTUNREACH|ENETUNREACH|57P03)$/, SILENT],
  [
    /^(SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH)$/,
    'The store cannot be opened; check that its file and folder may be read and written by you.',
  ],
  [/^SQLITE_NOTADB$/, 'The file is no store; check the address of the store.'],
  [/^(SQLITE_CORRUPT|XX001|XX002)$/, 'The store is damaged; stop, keep a copy of it, and put back the last backup.'],
  [/^SQLITE_IOERR$/, 'The disk of the store cannot be read or written; check the disk.'],
]

const CONNECTING = new Set(['connect', 'getaddrinfo'])

function remedyFor(error: Error): string | undefined {
  if (error.message === 'Connection terminated due to connection timeout') return SILENT
  if (isConnectionLost(error))
    return 'The connection to the store was lost, and nothing was saved; try again, and check that its server runs.'
  return REMEDIES.find(([pattern]) => pattern.test(codeOf(error)))?.[1]
}

/** The code of the engine, or of the operating system about a connection; of several failed addresses, the first one's. */
function codeOf(error: Error): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return codeOf(error.errors[0])
  // Somebody else's missing file is not the store's.
  if ('syscall' in error && !CONNECTING.has(String(error.syscall)) && !LOST.has(String(Reflect.get(error, 'code'))))
    return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

type EngineError = Error & {
  code?: string
  constraint?: string
  table?: string
  column?: string
  columns?: readonly string[]
}

const POSTGRES_KINDS: Readonly<Record<string, ConstraintKind>> = {
  23505: 'unique',
  23503: 'foreign-key',
  23514: 'check',
  23502: 'not-null',
}
const SQLITE_KINDS: Readonly<Record<string, ConstraintKind>> = {
  UNIQUE: 'unique',
  'FOREIGN KEY': 'foreign-key',
  CHECK: 'check',
  'NOT NULL': 'not-null',
}

function brokenConstraint(error: EngineError): Broken | undefined {
  const kind = POSTGRES_KINDS[error.code ?? '']
  if (kind) {
    const columns = error.columns ?? (error.column === undefined ? undefined : [error.column])
    return {kind, constraint: error.constraint, table: error.table, columns}
  }
  return error.code === 'SQLITE_CONSTRAINT' ? brokenInSqlite(error) : undefined
}

/** SQLite says which constraint in its message only: `UNIQUE constraint failed: seat.session_id, seat.person_id`. */
function brokenInSqlite({message, constraint}: EngineError): Broken | undefined {
  const [, said = '', what = ''] =
    /(UNIQUE|FOREIGN KEY|CHECK|NOT NULL) constraint failed(?:: (.*))?$/s.exec(message) ?? []
  const kind = SQLITE_KINDS[said]
  if (kind === undefined) return undefined
  // A check without a name is quoted as its text.
  if (kind === 'check') return {kind, constraint: /^\w+$/.test(what) ? what : undefined}
  const columns = [...what.matchAll(/(\w+)\.(\w+)(?:, |$)/g)]
  return {
    kind,
    constraint,
    table: columns[0]?.[1],
    columns: columns.length > 0 ? columns.map(([, , column = '']) => column) : undefined,
  }
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
