import {type Kysely, sql} from 'kysely'
import type {Violation} from '../../src/verify/store.ts'
import {STORE_TABLES} from '../store-tables.ts'
import type {Tables} from '../tables.ts'
import type {Opening} from './opening.ts'

/** Rows that refer to one that is not there: what a tool that checks nothing, or a damaged disk, may leave. */
export function missingReferences(
  {tx, kind}: Pick<Opening, 'tx' | 'kind'>,
  limit: number,
): Promise<readonly Violation[]> {
  return kind === 'sqlite' ? inSqlite(tx, limit) : inPostgres(tx, limit)
}

type Missing = Readonly<{from: string; row: number; to: string}>

async function inSqlite(tx: Kysely<Tables>, limit: number): Promise<readonly Violation[]> {
  const {rows} = await sql<Missing>`select "table" as "from", rowid as "row", parent as "to"
    from pragma_foreign_key_check limit ${limit}`.execute(tx)
  const found: Violation[] = []
  for (const {from, row, to} of rows) found.push({from, id: await keyOf(tx, from, row), to})
  return found
}

async function keyOf(tx: Kysely<Tables>, table: string, row: number): Promise<string | number | null> {
  const key = STORE_TABLES.find(([name]) => name === table)?.[1] ?? 'rowid'
  const {rows} = await sql<{
    name: string
  }>`select ${sql.ref(key)} as name from ${sql.table(table)} where rowid = ${row}`.execute(tx)
  return rows[0]?.name ?? null
}

type ForeignKey = Readonly<{from: string; column: string; to: string; other: string}>

async function inPostgres(tx: Kysely<Tables>, limit: number): Promise<readonly Violation[]> {
  const {rows: keys} =
    await sql<ForeignKey>`select f.relname as "from", a.attname as "column", t.relname as "to", b.attname as other
    from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
    where c.contype = 'f' and f.relnamespace = cast(current_schema() as regnamespace) order by f.relname, a.attname`.execute(
      tx,
    )
  const found: Violation[] = []
  for (const {from, column, to, other} of keys) {
    const key = STORE_TABLES.find(([name]) => name === from)?.[1] ?? column
    const {rows} = await sql<{name: string}>`select cast(r.${sql.ref(key)} as text) as name from ${sql.table(from)} r
      where r.${sql.ref(column)} is not null
        and not exists (select 1 from ${sql.table(to)} o where o.${sql.ref(other)} = r.${sql.ref(column)})
      limit ${limit - found.length}`.execute(tx)
    found.push(...rows.map(({name}) => ({from, id: name, to})))
    if (found.length >= limit) break
  }
  return found
}
