import type {Clock} from '../src/ports.ts'
import {type Migrated, migrateWithBackup} from './backup.ts'
import {copyStore} from './copy.ts'
import {type StoreStatus, storeStatus} from './status.ts'
import type {Store} from './store.ts'

/** Work on whole stores, by whoever may open them; the schema need not be the current one. */
export type Upkeep = Readonly<{
  status: () => Promise<StoreStatus>
  migrate: () => Promise<Migrated>
  /** Milliseconds by which the clock of a Postgres server is ahead of this machine's; null for SQLite, which has none. */
  skew: () => Promise<number | null>
  copy: typeof copyStore
}>

/** Opens the upkeep of a store. */
export function openUpkeep(store: () => Promise<Store>, clock: Clock): Upkeep {
  return {
    status: async () => storeStatus(await store()),
    migrate: async () => migrateWithBackup(await store(), clock.now()),
    skew: async () => skewOf(await store(), clock),
    copy: copyStore,
  }
}

/** Half of the way there and back is taken off, as the server answered in between. */
async function skewOf(store: Store, clock: Clock): Promise<number | null> {
  if (store.kind === 'sqlite') return null
  await store.now()
  const before = Date.parse(clock.now())
  const there = Date.parse(await store.now())
  return Math.round(there - (before + Date.parse(clock.now())) / 2)
}
