import {sql} from 'kysely'
import {type SchemaState, schemaState} from './migrate.ts'
import type {Store} from './store.ts'

/** A store from outside. `school` is null as long as there is none, or its tables are not known. */
export type StoreStatus = SchemaState &
  Readonly<{
    url: string
    kind: Store['kind']
    schema: string | null
    /** Of the whole file or database, in kB. */
    size: number
    school: Readonly<{name: string; rehearsal: boolean}> | null
  }>

/** Looks at a store and changes nothing, whatever its schema. */
export async function storeStatus(store: Store): Promise<StoreStatus> {
  const state = await schemaState(store)
  const current = state.pending.length === 0 && state.unknown.length === 0
  const school = current
    ? await store.readDb.selectFrom('institution').select(['name', 'rehearsal']).executeTakeFirst()
    : undefined
  const {url, kind, schema} = store
  return {url, kind, schema, ...state, size: await sizeOf(store), school: school ?? null}
}

async function sizeOf(store: Store): Promise<number> {
  const size =
    store.kind === 'sqlite'
      ? sql<{
          kb: number
        }>`select c.page_count * s.page_size / 1024 as kb from pragma_page_count() c, pragma_page_size() s`
      : sql<{kb: number}>`select cast(pg_database_size(current_database()) / 1024 as integer) as kb`
  return (await size.execute(store.readDb)).rows[0]?.kb ?? 0
}
