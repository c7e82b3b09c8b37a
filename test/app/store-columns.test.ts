import {CamelCasePlugin, sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, expectTypeOf, test} from 'vitest'
import {
  BOOLEAN_COLUMNS,
  type BooleanColumn,
  JSON_COLUMNS,
  type JsonColumn,
  OPTIONAL_JSON_COLUMNS,
  type PlainColumn,
} from '../../db/columns.ts'
import {openTestStore, type TestStore} from '../support/databases.ts'

describe('the columns', () => {
  let opened: TestStore
  let columns: Readonly<{table: string; physical: string; name: string; type: string; optional: boolean}>[]
  const names = new (class extends CamelCasePlugin {
    ofDomain = (name: string) => this.camelCase(name)
    ofEngine = (name: string) => this.snakeCase(name)
  })()
  beforeAll(async () => {
    opened = await openTestStore('sqlite')
    const tables = await opened.store.db.introspection.getTables()
    columns = tables.flatMap((table) =>
      table.columns.map(({name, dataType, isNullable}) => {
        return {
          table: table.name,
          physical: name,
          name: names.ofDomain(name),
          type: dataType.toLowerCase(),
          optional: isNullable,
        }
      }),
    )
  })
  afterAll(() => opened.close())

  test('the lists are those of the tables, and a name means one thing', () => {
    expectTypeOf<Exclude<BooleanColumn, (typeof BOOLEAN_COLUMNS)[number]>>().toBeNever()
    expectTypeOf<Exclude<JsonColumn, (typeof JSON_COLUMNS)[number]>>().toBeNever()
    expectTypeOf<(BooleanColumn | JsonColumn) & PlainColumn>().toBeNever()
    expectTypeOf<BooleanColumn & JsonColumn>().toBeNever()
  })

  test('each has one name for the domain and one for the engines', () => {
    expect(columns.map(({name}) => names.ofEngine(name))).toEqual(columns.map(({physical}) => physical))
  })

  test('a yes-or-no column is one that only takes 0 and 1', async () => {
    const {rows} = await sql<{sql: string}>`select sql from sqlite_schema where type = 'table'`.execute(opened.store.db)
    const checked = rows.flatMap(({sql: text}) =>
      [...text.matchAll(/check \((\w+) in \(0, 1\)\)/g)].map(([, name = '']) => name),
    )
    const listed = columns
      .filter(({name}) => (BOOLEAN_COLUMNS as readonly string[]).includes(name))
      .map(({name}) => name)
    expect(new Set(checked.map((name) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())))).toEqual(
      new Set(listed),
    )
    expect(new Set(listed)).toEqual(new Set(BOOLEAN_COLUMNS))
  })

  test('a JSON column is text, and empty only where it may be', () => {
    for (const {table, name, type, optional} of columns) {
      if (!(JSON_COLUMNS as readonly string[]).includes(name)) continue
      expect({table, name, type, optional}).toEqual({
        table,
        name,
        type: 'text',
        optional: (OPTIONAL_JSON_COLUMNS as readonly string[]).includes(name),
      })
    }
  })
})
