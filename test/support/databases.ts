import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {randomUUID} from 'node:crypto'
import pg from 'pg'
import {inject} from 'vitest'
import {migrate} from '../../db/migrate.ts'
import {type OpenOptions, openStore, type Store} from '../../db/open.ts'

export type Database = 'sqlite' | 'postgres'

/** Whether this run is on databases whose own order of text is a language's, by ICU, as many servers have it. */
const OF_A_LANGUAGE = inject('collation') === 'icu'

/** The engines that every use case is tested on (design rule 14). The order of text is Postgres' matter only. */
export const DATABASES: readonly Database[] = OF_A_LANGUAGE ? ['postgres'] : ['sqlite', 'postgres']

/** A store without rows that is nobody else's. `address` opens it once more; `close` throws it away. */
export type TestStore = Readonly<{store: Store; address: string; close: () => Promise<void>}>

/** Opens a store with the newest schema, or an `empty` one without any tables. */
export async function openTestStore(
  which: Database,
  {empty = false, ...options}: OpenOptions & {empty?: boolean} = {},
): Promise<TestStore> {
  const {address, remove} = which === 'sqlite' ? await makeFile(empty) : await makeDatabase(empty)
  const store = await openStore(address, which === 'sqlite' ? {synchronous: 'off', ...options} : options)
  return {
    store,
    address,
    close: async () => {
      await store.close()
      await remove()
    },
  }
}

type Place = Readonly<{address: string; remove: () => Promise<void>}>

let template: Promise<Buffer> | undefined

/** Where a store can be made: no file yet, or a database without tables; `remove` throws it away. */
export async function emptyAddress(which: Database): Promise<Place> {
  if (which === 'sqlite') {
    const folder = await newFolder()
    return {address: `sqlite:${join(folder, 'store.db')}`, remove: () => rm(folder, {recursive: true, force: true})}
  }
  const name = `ontrac_${randomUUID().replaceAll('-', '')}`
  await asAdmin((client) => createDatabase(client, name))
  return {
    address: addressOf(name),
    remove: () => asAdmin(async (client) => void (await client.query(`drop database ${name} with (force)`))),
  }
}

/** A copy of a file that this process migrated once. */
async function makeFile(empty: boolean): Promise<Place> {
  const content = empty ? '' : await (template ??= makeTemplateFile())
  const folder = await newFolder()
  const file = join(folder, 'store.db')
  await writeFile(file, content)
  return {address: `sqlite:${file}`, remove: () => removeFolder(folder)}
}

/** Kept in memory: a test process is ended without a chance to tidy up. */
async function makeTemplateFile(): Promise<Buffer> {
  const folder = await newFolder()
  const file = join(folder, 'template.db')
  const store = await openStore(`sqlite:${file}`, {create: true, synchronous: 'off'})
  await migrate(store)
  // Closing folds the write-ahead log into the file, so that the file alone is all of it.
  await store.close()
  const content = await readFile(file)
  await removeFolder(folder)
  return content
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, {recursive: true, force: true})
}

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ontrac-store-'))
}

const TEMPLATE = OF_A_LANGUAGE ? 'ontrac_template_icu' : 'ontrac_template'

/** In Dutch small letters come before capitals, accents do not count at first, and hyphens hardly at all: not as bytes. */
const DUTCH = `template template0 encoding 'UTF8' locale_provider icu icu_locale 'nl-NL'`

async function createDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`create database ${name} ${OF_A_LANGUAGE ? DUTCH : ''}`)
}

/** A copy of a database that the run migrated once, whichever of its processes came first. */
async function makeDatabase(empty: boolean): Promise<Place> {
  const name = `ontrac_${randomUUID().replaceAll('-', '')}`
  await asAdmin(async (client) => {
    if (empty) return createDatabase(client, name)
    await client.query('select pg_advisory_lock(1)')
    const {rowCount} = await client.query('select from pg_database where datname = $1', [TEMPLATE])
    if (rowCount === 0) await makeTemplateDatabase(client)
    await client.query('select pg_advisory_unlock(1)')
    await client.query(`create database ${name} template ${TEMPLATE}`)
  })
  return {
    address: addressOf(name),
    remove: () => asAdmin(async (client) => void (await client.query(`drop database ${name} with (force)`))),
  }
}

// Renamed when it is ready: a run whose migration failed says so in every test instead of testing half a schema.
async function makeTemplateDatabase(client: pg.Client): Promise<void> {
  await client.query(`drop database if exists ${TEMPLATE}_draft with (force)`)
  await createDatabase(client, `${TEMPLATE}_draft`)
  const store = await openStore(addressOf(`${TEMPLATE}_draft`))
  try {
    await migrate(store)
  } finally {
    await store.close()
  }
  await client.query(`alter database ${TEMPLATE}_draft rename to ${TEMPLATE}`)
}

async function asAdmin(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({connectionString: inject('postgresUrl')})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function addressOf(database: string): string {
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${database}`
  return url.href
}
