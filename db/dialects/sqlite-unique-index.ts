import type {SqliteConnection, SqliteError} from './sqlite-connection.ts'

/** The unique indexes of a table, and its primary key under the name that Postgres gives it. */
const UNIQUE_INDEXES = `
  select case list.origin when 'pk' then ? || '_pkey' else list.name end as name,
    (select group_concat(info.name, ',' order by info.seqno) from pragma_index_info(list.name) info) as columns
  from pragma_index_list(?) list where list."unique" = 1
  union all
  select ? || '_pkey', group_concat(name, ',' order by pk) from pragma_table_info(?) where pk > 0`

/**
 * Names the unique index that refused a row, as Postgres does; SQLite tells its columns only. Left open when two indexes
 * have the same columns.
 */
export async function nameUniqueIndex(connection: SqliteConnection, error: SqliteError): Promise<void> {
  const named = /^SQLITE_CONSTRAINT: UNIQUE constraint failed: index '(.+)'$/.exec(error.message)
  const table = /^SQLITE_CONSTRAINT: UNIQUE constraint failed: (\w+)\./.exec(error.message)?.[1]
  if (named) error.constraint = named[1]
  if (table === undefined) return
  const refused = [...error.message.matchAll(/\.(\w+)(?:,|$)/g)].map(([, column]) => column).join(',')
  const rows = await connection.all(UNIQUE_INDEXES, [table, table, table, table])
  const names = new Set(rows.filter(({columns}) => columns === refused).map(({name}) => String(name)))
  if (names.size === 1) [error.constraint] = names
}
