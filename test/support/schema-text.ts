import {type Kysely, sql} from 'kysely'
import type {Store} from '../../db/open.ts'
import {postgresTables} from './schema-postgres.ts'
import {sqliteTables} from './schema-sqlite.ts'

export type Column = Readonly<{name: string; type: string; nullable: boolean; fallback: string | null}>
export type Index = Readonly<{name: string; unique: boolean; columns: string; where: string | null}>
export type ForeignKey = Readonly<{column: string; table: string}>

/** What an engine tells of a table; names as they are in the store. */
export type Table = Readonly<{
  name: string
  columns: readonly Column[]
  key: readonly string[]
  indexes: readonly Index[]
  references: readonly ForeignKey[]
  /** Names of checks, as Postgres gives them where the migration gives none. */
  checks: readonly string[]
}>

export type Row = Readonly<Record<string, string | number | boolean | null>>
export type Ask = (query: string, ...values: readonly string[]) => Promise<readonly Row[]>

/** The store's tables as text that must be the same for both engines, whatever they call things (design rule 14). */
export async function schemaText(store: Store): Promise<string> {
  const db = store.db.withoutPlugins() as unknown as Kysely<unknown>
  const ask: Ask = async (query, ...values) => {
    const parts = query.split('?')
    const text = sql.join(
      parts.flatMap((part, i) => (i < values.length ? [sql.raw(part), sql.val(values[i])] : [sql.raw(part)])),
      sql``,
    )
    return (await sql<Row>`${text}`.execute(db)).rows
  }
  const tables = await (store.kind === 'postgres' ? postgresTables : sqliteTables)(ask)
  const own = tables.filter(({name}) => !name.startsWith('kysely_'))
  return `${own.toSorted(byName).map(tableText).join('\n\n')}\n`
}

function tableText({name, columns, key, indexes, references, checks}: Table): string {
  return [
    name,
    ...columns.map(
      ({name: column, type, nullable, fallback}) =>
        `  ${column} ${type}${nullable ? '' : ' not null'}${fallback === null ? '' : ` default ${fallback}`}`,
    ),
    `  primary key (${key.map(neutral).join(', ')})`,
    ...references.map(({column, table}) => `  ${column} references ${table}`).toSorted(),
    ...indexes
      .toSorted(byName)
      .map(
        ({name: index, unique, columns: on, where}) =>
          `  ${unique ? 'unique ' : ''}index ${index} (${neutral(on)})${where === null ? '' : ` where ${withoutBrackets(neutral(where))}`}`,
      ),
    ...checks.toSorted().map((check) => `  check ${check}`),
  ].join('\n')
}

/** An expression without what Postgres adds to it: types, quotes, capitals, and `any` of an array for `in`. */
function neutral(expression: string): string {
  return expression
    .toLowerCase()
    .replaceAll(/::text(\[\])?|"/g, '')
    .replaceAll(/= any \(?array\[(.*?)\]\)?/g, 'in ($1)')
    .replaceAll('<>', '!=')
}

/** Postgres puts brackets around every part of a condition. */
function withoutBrackets(condition: string): string {
  return condition.replaceAll(/[()]/g, ' ').replaceAll(/\s+/g, ' ').trim()
}

function byName(a: {name: string}, b: {name: string}): number {
  return a.name < b.name ? -1 : 1
}
