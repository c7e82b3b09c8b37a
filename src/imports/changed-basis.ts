import type {Reason} from '../errors.ts'
import {same, type RecordChange, type RecordItem} from './record-change.ts'
import {type AnyRecord, RECORD_NAMES, RECORDS, type RecordName, tableOf} from './records.ts'
import type {ImportStores} from './store.ts'

/** A change with the item it belongs to. */
type Part = Readonly<{item: RecordItem; change: RecordChange}>

/**
 * What is no longer as it was when the items were planned: a record that was changed or ended by somebody else, one that
 * somebody else made first, or one that is referred to and has ended. A few queries per kind of record.
 */
export async function changedBasis(stores: ImportStores, items: readonly RecordItem[]): Promise<readonly Reason[]> {
  const parts = items.flatMap((item) => item.changes.map((change) => ({item, change})))
  const current = await currentRecords(stores, parts)
  const reasons = parts.flatMap((part) => differs(part, current))
  return [...reasons, ...(await madeByOthers(stores, parts, current)), ...(await endedReferences(stores, parts))]
}

type Current = ReadonlyMap<string, AnyRecord>

async function currentRecords(stores: ImportStores, parts: readonly Part[]): Promise<Current> {
  const found = new Map<string, AnyRecord>()
  // A later row of the file may say more about a record that an earlier one of the same step makes.
  for (const {change} of parts) if ('add' in change) found.set(change.add.id, change.add)
  for (const [name, ids] of idsByKind(parts)) {
    for (const row of await tableOf(stores, name).history({id: ids})) found.set(row.id, row)
  }
  return found
}

function idsByKind(parts: readonly Part[]): ReadonlyMap<RecordName, readonly string[]> {
  const byKind = Map.groupBy(
    parts.flatMap(({change}) => ('id' in change ? [change] : [])),
    (change) => change.in,
  )
  return new Map([...byKind].map(([name, changes]) => [name, changes.map(({id}) => id)]))
}

function differs({item, change}: Part, current: Current): readonly Reason[] {
  if ('add' in change) return []
  const row = current.get(change.id)
  const isAsPlanned =
    row !== undefined &&
    ('end' in change
      ? row[RECORDS[change.in].ends] === null
      : Object.entries(change.was).every(([column, value]) => same(row[column], value)))
  if (isAsPlanned) return []
  return [reasonFor(item, 'import.changed-meanwhile', `the ${RECORDS[change.in].noun} was changed by somebody else`)]
}

/** New and revived records that meet an active one with the same code. */
async function madeByOthers(
  stores: ImportStores,
  parts: readonly Part[],
  current: Current,
): Promise<readonly Reason[]> {
  const reasons: Reason[] = []
  for (const name of RECORD_NAMES) {
    const coming = parts.flatMap(({item, change}) => (change.in === name ? becoming(item, change, current) : []))
    for (const columns of RECORDS[name].unique) {
      const named = coming.filter(({row}) => columns.every((column) => row[column] !== null))
      if (named.length === 0) continue
      const where = Object.fromEntries(columns.map((column) => [column, named.map(({row}) => row[column])]))
      const taken = new Map((await tableOf(stores, name).all(where)).map((row) => [keyOf(columns, row), row.id]))
      for (const {item, row} of named) {
        const holder = taken.get(keyOf(columns, row))
        if (holder !== undefined && holder !== row.id)
          reasons.push(
            reasonFor(item, 'import.made-meanwhile', `somebody else made the ${RECORDS[name].noun} in the meantime`),
          )
      }
    }
  }
  return reasons
}

function becoming(
  item: RecordItem,
  change: RecordChange,
  current: Current,
): readonly Readonly<{item: RecordItem; row: AnyRecord}>[] {
  if ('add' in change) return [{item, row: change.add}]
  const row = current.get(change.id)
  if ('end' in change || row === undefined || change.set[RECORDS[change.in].ends] !== null) return []
  return [{item, row: {...row, ...change.set}}]
}

function keyOf(columns: readonly string[], row: AnyRecord): string {
  return columns.map((column) => String(row[column])).join('\n')
}

async function endedReferences(stores: ImportStores, parts: readonly Part[]): Promise<readonly Reason[]> {
  const own = new Set(parts.map(({change}) => ('add' in change ? change.add.id : change.id)))
  const wanted = parts.flatMap(({item, change}) => referencesOf(item, change).filter(({id}) => !own.has(id)))
  const reasons: Reason[] = []
  for (const [name, references] of Map.groupBy(wanted, ({to}) => to)) {
    const active = await tableOf(stores, name).all({id: [...new Set(references.map(({id}) => id))]})
    const ids = new Set(active.map(({id}) => id))
    for (const {item, id} of references)
      if (!ids.has(id))
        reasons.push(reasonFor(item, 'import.ended-meanwhile', `the ${RECORDS[name].noun} it names has ended`))
  }
  return reasons
}

function referencesOf(
  item: RecordItem,
  change: RecordChange,
): readonly Readonly<{item: RecordItem; to: RecordName; id: string}>[] {
  if ('end' in change) return []
  const values: Readonly<Record<string, unknown>> = 'add' in change ? change.add : change.set
  return Object.entries(RECORDS[change.in].refers).flatMap(([column, to]) => {
    const id = values[column]
    return typeof id === 'string' ? [{item, to, id}] : []
  })
}

function reasonFor({line, about}: RecordItem, code: string, what: string): Reason {
  const where = line > 0 ? `Line ${line}, ${about}` : about
  return {code, message: `${where}: ${what} since the import was planned.`, details: {line}}
}
