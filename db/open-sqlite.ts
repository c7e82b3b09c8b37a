import {mkdir, open, stat} from 'node:fs/promises'
import {homedir} from 'node:os'
import {dirname, join, resolve} from 'node:path'
import {Kysely, sql} from 'kysely'
import {ExamError} from '../src/errors.ts'
import type {Instant} from '../src/time.ts'
import {ColumnsPlugin} from './columns.ts'
import {SqliteDialect} from './dialects/sqlite.ts'
import type {OpenOptions, Store} from './store.ts'
import type {Tables} from './tables.ts'

const MEMORY = ':memory:'

/** Opens a SQLite file, or a store in memory that is gone when it is closed. See `openStore`. */
export async function openSqlite(path: string, {create = false, ...options}: OpenOptions): Promise<Store> {
  const file = path === MEMORY ? MEMORY : await findFile(path, create)
  const dialect = new SqliteDialect({...options, file})
  const db = new Kysely<Tables>({dialect, plugins: [new ColumnsPlugin()]})
  await db.selectNoFrom(sql<number>`1`.as('one')).execute()
  return {
    kind: 'sqlite',
    url: `sqlite:${file}`,
    schema: null,
    db,
    readDb: db,
    claimsDb: db,
    changed: () => dialect.changed(),
    now: async (on = db) => {
      const {at} = await on
        .selectNoFrom(sql<Instant>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`.as('at'))
        .executeTakeFirstOrThrow()
      return at
    },
    close: () => db.destroy(),
  }
}

async function findFile(path: string, create: boolean): Promise<string> {
  if (path === '')
    throw new ExamError('invalid', 'store.invalid-url', 'The address of the store names no file; write sqlite:FILE.')
  const file = sqliteFile(path)
  const found = await stat(file).catch(ifMissing)
  if (found?.isFile()) return file
  if (found)
    throw new ExamError('invalid', 'store.invalid-url', `${file} is no file; name the file of the store.`, {file})
  if (!create)
    throw new ExamError('not-found', 'store.missing', `There is no store ${file}. Make one with: ontrac init`, {file})
  await makeFile(file)
  return file
}

/** The file that an address names, from the working directory or `~/…`. */
export function sqliteFile(path: string): string {
  return resolve(path.startsWith('~/') ? join(homedir(), path.slice(2)) : path)
}

// SQLite gives its -wal and -shm files the permissions of this one (design rule 19).
async function makeFile(file: string): Promise<void> {
  await mkdir(dirname(file), {recursive: true, mode: 0o700})
  const made = await open(file, 'a', 0o600)
  await made.close()
}

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return undefined
  throw error
}
