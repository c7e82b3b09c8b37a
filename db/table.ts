import {type Expression, type Kysely, type SqlBool, sql} from 'kysely'
import {notFound} from '../src/errors.ts'
import {isId} from '../src/ids.ts'
import type {ListOptions, Table, Where} from '../src/store.ts'
import {inReach, type Sight} from './scope.ts'
import type {Tables} from './tables.ts'

type Row = Record<string, unknown>
/** Kysely needs one table's name to infer a query; the real one is `kind`. */
type Rows = {records: Row}
type Kind = Extract<keyof Tables, string>

type Traits = Readonly<{
  /** What a row is called when it is not there. */
  noun: string
  /** The column that says that a row has ended. */
  ends: 'endedAt' | 'closedAt' | 'endedOn' | null
  /** The column by which people name a row. */
  code: string | null
  versioned: boolean
  /** Only rows where this column is filled: people with a student number are the students. */
  only: string | null
}>

/** Postgres takes 65,535 parameters a statement and SQLite 32,766; the smaller with room to spare. */
const PARAMETERS = 30_000

/** Opens the plain records of one kind inside a transaction, limited to the reach of the one who acts. */
export function openTable<K extends Kind, T extends Tables[K] & {readonly id: string}>(
  tx: Kysely<Tables>,
  sight: Sight,
  kind: K,
  traits: Partial<Traits> = {},
): Table<T> {
  const {noun, ends, code, versioned, only} = {
    noun: kind,
    ends: 'endedAt',
    code: null,
    versioned: true,
    only: null,
    ...traits,
  } as Traits
  const db = tx as unknown as Kysely<Rows>
  const table = kind as unknown as 'records'
  const reach = inReach(kind, sight)

  const active = <Q extends Filterable<Q>>(query: Q): Q => (ends === null ? query : query.where(ends, 'is', null))
  const within = <Q extends Filterable<Q>>(query: Q): Q => {
    const ofKind = only === null ? query : query.where(only, 'is not', null)
    return reach ? ofKind.where(reach) : ofKind
  }

  const list = async (
    where: Where<T> | undefined,
    options: ListOptions<T> | undefined,
    ended: boolean,
  ): Promise<readonly T[]> => {
    const by = options?.orderBy ?? code ?? 'id'
    let query = filtered(within(db.selectFrom(table).selectAll()), where)
    if (!ended) query = active(query)
    if (options?.after !== undefined) query = query.where(by, options.descending ? '<' : '>', options.after)
    query = query.orderBy(by, options?.descending ? 'desc' : 'asc')
    if (by !== 'id' && by !== code) query = query.orderBy('id')
    if (options?.limit !== undefined) query = query.limit(options.limit)
    return (await query.execute()) as unknown as T[]
  }

  const find = async (key: string): Promise<T | undefined> => {
    const query = within(db.selectFrom(table).selectAll())
    const one = isId(key) || code === null ? query.where('id', '=', key) : active(query.where(code, '=', key))
    return (await one.executeTakeFirst()) as T | undefined
  }

  return {
    find,
    async get(key) {
      const row = await find(key)
      if (!row) throw notFound(noun, key)
      return row
    },
    all: (where, options) => list(where, options, false),
    history: (where, options) => list(where, options, true),
    async count(where) {
      const query = active(
        filtered(within(db.selectFrom(table).select(sql<number>`cast(count(*) as integer)`.as('n'))), where),
      )
      return Number((await query.executeTakeFirstOrThrow())['n'])
    },
    async add(rows) {
      const width = Math.max(1, Object.keys(rows[0] ?? {}).length)
      const most = Math.floor(PARAMETERS / width)
      for (let i = 0; i < rows.length; i += most) {
        await db
          .insertInto(table)
          .values(rows.slice(i, i + most) as unknown as Row[])
          .execute()
      }
    },
    async change(id, change) {
      const query = within(db.updateTable(table).set(raised(change, versioned))).where('id', '=', id)
      const {numUpdatedRows} = await query.executeTakeFirstOrThrow()
      if (numUpdatedRows === 0n) throw notFound(noun, id)
    },
    async changeAll(where, change) {
      const query = active(filtered(within(db.updateTable(table).set(raised(change, versioned))), where))
      return Number((await query.executeTakeFirstOrThrow()).numUpdatedRows)
    },
  }
}

type Filterable<Q> = {
  where: {
    (column: string, operator: '=' | 'is' | 'is not' | 'in' | '<' | '>', value: unknown): Q
    (condition: Expression<SqlBool>): Q
  }
}

function filtered<Q extends Filterable<Q>, T>(query: Q, where: Where<T> | undefined): Q {
  let narrowed = query
  for (const [column, value] of Object.entries(where ?? {})) {
    if (value === undefined) continue
    if (value === null) narrowed = narrowed.where(column, 'is', null)
    else if (!Array.isArray(value)) narrowed = narrowed.where(column, '=', value)
    else narrowed = value.length > 0 ? narrowed.where(column, 'in', value) : narrowed.where(sql<SqlBool>`1 = 0`)
  }
  return narrowed
}

/** An object's order of changes is its version, raised with each (design rule 12). */
function raised(change: object, versioned: boolean): Row {
  return versioned ? {...change, version: sql`version + 1`} : {...change}
}
