import {open} from 'node:fs/promises'
import {sql} from 'kysely'
import {ExamError} from '../src/errors.ts'
import type {Instant} from '../src/time.ts'
import {type Migrations, migrate, schemaState} from './migrate.ts'
import {migrations} from './migrations/index.ts'
import type {Store} from './store.ts'

/** What a migration did; `backup` is the file beside the store with what was before, null when nothing was made. */
export type Migrated = Readonly<{backup: string | null; applied: readonly string[]}>

/**
 * Brings the tables up to date; first puts a SQLite store as it is in a file beside it, readable by its owner only (design
 * rule 15). On Postgres the backup is the server's own. Twice is once.
 *
 * @throws ExamError `backup.unwritable`; as `migrate`
 */
export async function migrateWithBackup(store: Store, now: Instant, known: Migrations = migrations): Promise<Migrated> {
  const {applied, pending} = await schemaState(store, known)
  const worthKeeping = store.kind === 'sqlite' && applied.length > 0 && pending.length > 0
  const backup = worthKeeping ? await putBeside(store, now) : null
  return {backup, applied: await migrate(store, known)}
}

async function putBeside(store: Store, now: Instant): Promise<string> {
  const file = `${store.url.slice('sqlite:'.length)}.${now.replaceAll(/[-:]|\.\d+/g, '')}.backup`
  try {
    // SQLite fills an empty file and leaves its permissions as they are.
    await (await open(file, 'wx', 0o600)).close()
    await sql`vacuum into ${file}`.execute(store.db.withoutPlugins())
  } catch (error) {
    const message = `The backup ${file} cannot be made, so nothing was changed; make room, or make a copy yourself with: ontrac db copy`
    throw new ExamError('unavailable', 'backup.unwritable', message, {file}, {cause: error})
  }
  return file
}
