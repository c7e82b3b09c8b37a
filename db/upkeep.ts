import type {Clock} from '../src/ports.ts'
import {type Migrated, migrateWithBackup} from './backup.ts'
import {copyStore} from './copy.ts'
import {type StoreStatus, storeStatus} from './status.ts'
import type {Store} from './store.ts'

/** Work on whole stores, by whoever may open them; the schema need not be the current one. */
export type Upkeep = Readonly<{
  status: () => Promise<StoreStatus>
  migrate: () => Promise<Migrated>
  copy: typeof copyStore
}>

/** Opens the upkeep of a store. */
export function openUpkeep(store: () => Promise<Store>, clock: Clock): Upkeep {
  return {
    status: async () => storeStatus(await store()),
    migrate: async () => migrateWithBackup(await store(), clock.now()),
    copy: copyStore,
  }
}
