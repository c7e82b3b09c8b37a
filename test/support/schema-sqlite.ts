import type {Ask, Row, Table} from './schema-text.ts'

const TABLES = `select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite_%'`
const COLUMNS = `select name, type, "notnull" as required, dflt_value as fallback, pk from pragma_table_info(?) order by cid`
const KEYS = `select "from" as column, "table" as target from pragma_foreign_key_list(?)`
const INDEXES = `select name, sql from sqlite_schema where type = 'index' and sql is not null and tbl_name = ?`

/** SQLite's own account of its tables; what it does not tell is read from the statements that it keeps. */
export async function sqliteTables(ask: Ask): Promise<readonly Table[]> {
  const tables: Table[] = []
  for (const {name, sql} of await ask(TABLES)) tables.push(await tableOf(ask, String(name), String(sql)))
  return tables
}

async function tableOf(ask: Ask, name: string, statement: string): Promise<Table> {
  const rows = await ask(COLUMNS, name)
  const key = rows.filter(({pk}) => Number(pk) > 0).toSorted((a, b) => Number(a['pk']) - Number(b['pk']))
  return {
    name,
    columns: rows.map((row) => ({
      name: String(row['name']),
      type: typeOf(row),
      // Only Postgres says that a column of the key is never null.
      nullable: Number(row['required']) === 0 && Number(row['pk']) === 0,
      fallback: row['fallback'] === null ? null : String(row['fallback']),
    })),
    key: key.map((row) => String(row['name'])),
    indexes: (await ask(INDEXES, name)).map(({name: index, sql}) => ({name: String(index), ...indexOf(String(sql))})),
    references: (await ask(KEYS, name)).map(({column, target}) => ({column: String(column), table: String(target)})),
    checks: checkNames(
      name,
      statement,
      rows.map((row) => String(row['name'])),
    ),
  }
}

function typeOf({type}: Row): string {
  const name = String(type).toLowerCase()
  return name === 'blob' ? 'bytes' : name
}

function indexOf(statement: string) {
  const [, unique, columns = '', where] =
    /^create (unique )?index .*? on [\w"]+ ?\((.*?)\)(?: where (.*))?$/is.exec(statement) ?? []
  return {unique: unique !== undefined, columns, where: where ?? null}
}

const THIRTY_TWO_BITS = /^(\w+) between -2147483648 and 2147483647$/

/**
 * The checks of a table, with the names that Postgres makes up: `table_column_check`, or `table_check` for more columns, and a
 * number for the next of the same name. What keeps integers within 32 bits is Postgres' type.
 */
function checkNames(table: string, statement: string, columns: readonly string[]): readonly string[] {
  const names: string[] = []
  for (const {name, condition} of checksIn(statement)) {
    if (THIRTY_TWO_BITS.test(condition)) continue
    const words = new Set(condition.replaceAll(/'[^']*'/g, '').match(/\w+/g))
    const used = columns.filter((column) => words.has(column))
    const base = used.length === 1 ? `${table}_${used[0]}_check` : `${table}_check`
    const same = names.filter((other) => other.replace(/\d+$/, '') === base).length
    names.push(name ?? (same === 0 ? base : `${base}${same}`))
  }
  return names
}

/** Every `check (…)` with the name before it, if any; brackets within brackets count. */
function checksIn(statement: string): readonly {name: string | undefined; condition: string}[] {
  return [...statement.matchAll(/(?:constraint\s+(\w+)\s+)?check\s*\(/gi)].map((match) => {
    const start = match.index + match[0].length
    let depth = 1
    let end = start
    while (depth > 0 && end < statement.length) {
      if (statement[end] === '(') depth++
      if (statement[end] === ')') depth--
      end++
    }
    return {name: match[1], condition: statement.slice(start, end - 1).trim()}
  })
}
