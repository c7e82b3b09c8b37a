import type {Ask, Row, Table} from './schema-text.ts'

const TABLES = `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'`
const COLUMNS = `
  select attname as name, format_type(atttypid, null) as type, not attnotnull as nullable, pg_get_expr(adbin, adrelid) as fallback
  from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum`
const INDEXES = `
  select relname as name, indisunique as unique, indisprimary as primary, pg_get_expr(indpred, indrelid) as condition,
    array_to_string(array(select pg_get_indexdef(indexrelid, n, true) from generate_series(1, indnkeyatts) n order by n), ', ') as columns
  from pg_index join pg_class on pg_class.oid = indexrelid where indrelid = ?::regclass`
const CONSTRAINTS = `
  select conname as name, contype as kind, confrelid::regclass::text as target,
    (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as column
  from pg_constraint where conrelid = ?::regclass and contype in ('c', 'f')`

/** Postgres' own account of the tables of the current schema. */
export async function postgresTables(ask: Ask): Promise<readonly Table[]> {
  const names = (await ask(TABLES)).map(({name}) => String(name))
  const tables: Table[] = []
  for (const name of names) tables.push(await tableOf(ask, name))
  return tables
}

async function tableOf(ask: Ask, name: string): Promise<Table> {
  const quoted = `"${name}"`
  const indexes = await ask(INDEXES, quoted)
  const constraints = await ask(CONSTRAINTS, quoted)
  const columns = (await ask(COLUMNS, quoted)).map((row) => ({
    name: String(row['name']),
    type: row['type'] === 'bytea' ? 'bytes' : String(row['type']),
    nullable: row['nullable'] === true,
    fallback: row['fallback'] === null ? null : String(row['fallback']),
  }))
  return {
    name,
    columns,
    key: String(indexes.find(({primary}) => primary)?.['columns'] ?? '').split(', '),
    indexes: indexes
      .filter(({primary}) => !primary)
      .map((row) => ({
        name: String(row['name']),
        unique: row['unique'] === true,
        columns: String(row['columns']),
        where: row['condition'] === null ? null : String(row['condition']),
      })),
    references: ofKind(constraints, 'f').map(({column, target}) => ({
      column: String(column),
      table: String(target).replaceAll('"', ''),
    })),
    checks: ofKind(constraints, 'c').map((row) => String(row['name'])),
  }
}

function ofKind(constraints: readonly Row[], kind: string): readonly Row[] {
  return constraints.filter((row) => row['kind'] === kind)
}
