import {
  CamelCasePlugin,
  ColumnNode,
  type ColumnUpdateNode,
  type IdentifierNode,
  type InsertQueryNode,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PrimitiveValueListNode,
  type QueryId,
  type QueryResult,
  ReferenceNode,
  type RootOperationNode,
  type UnknownRow,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely'
import {UnstorableError} from './dialects/storable.ts'
import {jsonText, storable} from './shapes.ts'
import type {Tables} from './tables.ts'

type Shape<V> = [V] extends [boolean] ? 'boolean' : [V] extends [string | number | Uint8Array] ? 'plain' : 'json'
type ColumnsOf<W> = {
  [T in keyof Tables]: {
    [C in keyof Tables[T] & string]: Shape<NonNullable<Tables[T][C]>> extends W ? C : never
  }[keyof Tables[T] & string]
}[keyof Tables]

/** Names of columns that are yes or no to the domain, in whichever table. */
export type BooleanColumn = ColumnsOf<'boolean'>
/** Names of columns that hold lists or objects to the domain, in whichever table. */
export type JsonColumn = ColumnsOf<'json'>
/** Names of columns that are text, a number or bytes to the domain, in whichever table. */
export type PlainColumn = ColumnsOf<'plain'>

/** Kept as 0 or 1. A name means the same in every table; `test/app/store-engine.test.ts` compares the list with tables and schema. */
export const BOOLEAN_COLUMNS = [
  'addendum',
  'admitted',
  'attemptCounts',
  'available',
  'byRule',
  'counts',
  'extraTime',
  'idChecked',
  'late',
  'main',
  'parked',
  'passed',
  'proofSeen',
  'rehearsal',
  'resitLapses',
  'void',
] as const satisfies readonly BooleanColumn[]

/** Kept as JSON text, whatever the value: a text in such a column is quoted. As {@link BOOLEAN_COLUMNS} otherwise. */
export const JSON_COLUMNS = [
  'aids',
  'answer',
  'audience',
  'basedOn',
  'body',
  'costs',
  'deeds',
  'detail',
  'examIds',
  'examinerIds',
  'facts',
  'features',
  'inverse',
  'mapping',
  'options',
  'payload',
  'policy',
  'programmeIds',
  'reply',
  'reportedReasons',
  'request',
  'rules',
  'scope',
  'scopes',
  'settings',
  'summary',
] as const satisfies readonly JsonColumn[]

/** JSON columns that may be empty: null in them is an empty column, and the JSON text `null` in all others. */
export const OPTIONAL_JSON_COLUMNS = [
  'inverse',
  'reportedReasons',
] as const satisfies readonly (typeof JSON_COLUMNS)[number][]

const BOOLEANS: ReadonlySet<string> = new Set(BOOLEAN_COLUMNS)
const JSONS: ReadonlySet<string> = new Set(JSON_COLUMNS)
const OPTIONAL_JSONS: ReadonlySet<string> = new Set(OPTIONAL_JSON_COLUMNS)

/**
 * Lets stores read and write the domain's own values on both engines: `personId` for the column `person_id`, true for 1,
 * a list for its JSON text (design rule 14).
 *
 * What a column holds is told by its name, also under an alias. Raw SQL names columns as the engine does, and its
 * parameters and rows are shaped as all others.
 */
export class ColumnsPlugin extends CamelCasePlugin {
  readonly #writer = new Writer(
    (name) => this.snakeCase(name),
    (name) => this.camelCase(name),
  )
  readonly #shapes = new Map<string, readonly Field[]>()

  override transformQuery({node, queryId}: PluginTransformQueryArgs): RootOperationNode {
    return this.#writer.transformNode(node, queryId)
  }

  override async transformResult({result}: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const [first] = result.rows
    if (first === undefined) return result
    const fields = this.#fieldsOf(Object.keys(first))
    return {...result, rows: result.rows.map((row) => readRow(row, fields))}
  }

  // All rows of a result have the same columns, and a program asks few different questions.
  #fieldsOf(columns: readonly string[]): readonly Field[] {
    const shape = columns.join()
    const known = this.#shapes.get(shape)
    if (known) return known
    const fields = columns.map((column) => {
      const name = this.camelCase(column)
      return {column, name, read: BOOLEANS.has(name) ? toBoolean : JSONS.has(name) ? toJson : undefined}
    })
    this.#shapes.set(shape, fields)
    return fields
  }
}

type Field = Readonly<{column: string; name: string; read: ((value: unknown) => unknown) | undefined}>

function readRow(row: UnknownRow, fields: readonly Field[]): UnknownRow {
  const read: UnknownRow = {}
  for (const field of fields) {
    const value = row[field.column]
    read[field.name] = field.read === undefined ? value : field.read(value)
  }
  return read
}

function toBoolean(value: unknown): unknown {
  return typeof value === 'number' ? value !== 0 : value
}

function toJson(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}

/** Writes names and values as the engines keep them, in one walk over the query. */
class Writer extends OperationNodeTransformer {
  readonly #snakeCase: (name: string) => string
  readonly #camelCase: (name: string) => string

  constructor(snakeCase: (name: string) => string, camelCase: (name: string) => string) {
    super()
    this.#snakeCase = snakeCase
    this.#camelCase = camelCase
  }

  protected override transformIdentifier(node: IdentifierNode): IdentifierNode {
    return {...node, name: this.#snakeCase(node.name)}
  }

  protected override transformValue(node: ValueNode): ValueNode {
    return {...node, value: storable(node.value)}
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return {...node, values: node.values.map((value) => storable(value))}
  }

  // Rows are written here, with the columns at hand, and not by the general walk: it is also what a bulk insert spends its time on.
  protected override transformInsertQuery(node: InsertQueryNode, queryId?: QueryId): InsertQueryNode {
    const {values, columns} = node
    if (values === undefined || columns === undefined || !ValuesNode.is(values))
      return super.transformInsertQuery(node, queryId)
    const names = columns.map((column) => this.#nameOf(column))
    const lists = values.values.map((list) => this.#row(list, names, queryId))
    const {values: _, ...rest} = node
    return {...super.transformInsertQuery(rest, queryId), values: ValuesNode.create(lists)}
  }

  protected override transformColumnUpdate(node: ColumnUpdateNode, queryId?: QueryId): ColumnUpdateNode {
    if (!ValueNode.is(node.value)) return super.transformColumnUpdate(node, queryId)
    const name = this.#nameOf(node.column)
    return {
      ...node,
      column: this.transformNode(node.column, queryId),
      value: ValueNode.create(inColumn(node.value.value, name)),
    }
  }

  #row(
    list: ValueListNode | PrimitiveValueListNode,
    names: readonly string[],
    queryId: QueryId | undefined,
  ): typeof list {
    if (list.kind === 'PrimitiveValueListNode')
      return PrimitiveValueListNode.create(list.values.map((value, i) => inColumn(value, names[i])))
    return ValueListNode.create(list.values.map((item, i) => this.#cell(item, names[i], queryId)))
  }

  #cell(node: OperationNode, name: string | undefined, queryId: QueryId | undefined): OperationNode {
    // Kysely makes the column's default of a value that one row has and another has not; no column has a default.
    if (node.kind === 'DefaultInsertValueNode') throw new UnstorableError('Undefined', name)
    return ValueNode.is(node) ? ValueNode.create(inColumn(node.value, name)) : this.transformNode(node, queryId)
  }

  #nameOf(node: OperationNode): string {
    const column = ReferenceNode.is(node) ? node.column : node
    return ColumnNode.is(column) ? this.#camelCase(column.column.name) : ''
  }
}

function inColumn(value: unknown, name: string | undefined): unknown {
  if (name === undefined || !JSONS.has(name)) return storable(value, name)
  return value === null && OPTIONAL_JSONS.has(name) ? null : jsonText(value, name)
}
