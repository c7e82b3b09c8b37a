import type {Entry, Lock} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {PersonId, RoomId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {Json} from '../json.ts'
import {dayOf} from '../time.ts'
import {changedBasis} from './changed-basis.ts'
import type {StepDone, StepOf, StepWork} from './import-kind.ts'
import type {RecordChange, RecordItem} from './record-change.ts'
import type {Hasher} from '../ports.ts'
import {RECORD_NAMES, recordDigest, RECORDS, type RecordName, tableOf} from './records.ts'
import type {ImportStores} from './store.ts'
import {recordsInverseLock, undoRecords} from './undo-records.ts'

/** What undoes one change of a record. */
export type RecordInverse = Readonly<{about: string; in: RecordName; id: string}> &
  (
    | Readonly<{/** Digest of the record as it was added. */ added: string}>
    | Readonly<{was: Readonly<Record<string, Json>>; set: Readonly<Record<string, Json>>}>
    | Readonly<{ended: string}>
  )

/** How items that change plain records are applied and undone. */
export const recordWork: StepWork = {
  lock: async (_, items) => recordLock(items as unknown as readonly RecordItem[]),
  apply: (stores, entry, items, of) => applyRecords(stores, entry, items as unknown as readonly RecordItem[], of),
  undoLock: async (_, inverse) => recordsInverseLock(inverse as unknown as readonly RecordInverse[]),
  undo: (stores, entry, inverse, of) => undoRecords(stores, entry, inverse as unknown as readonly RecordInverse[], of),
}

/** Does what was planned for a step's items, all of it or, when anything it was planned on has changed, nothing. */
export async function applyRecords(
  stores: ImportStores,
  entry: Entry,
  items: readonly RecordItem[],
  {hash}: Pick<StepOf, 'hash'>,
): Promise<StepDone> {
  const changed = await changedBasis(stores, items)
  if (changed.length > 0) return {changed}
  const changes = items.flatMap((item) => item.changes)
  for (const name of RECORD_NAMES) {
    const rows = changes.flatMap((change) => ('add' in change && change.in === name ? [change.add] : []))
    if (rows.length > 0) await tableOf(stores, name).add(rows)
  }
  for (const change of changes) if ('set' in change) await setColumns(stores, change)
  const ends = await endRecords(stores, entry, changes)
  return {
    inverse: items.flatMap((item) => item.changes.map((change) => inverseOf(item, change, ends, hash))) as Json,
    left: [],
  }
}

async function setColumns(stores: ImportStores, change: Extract<RecordChange, {set: unknown}>): Promise<void> {
  const {noun, ends} = RECORDS[change.in]
  const table = tableOf(stores, change.in)
  // Only active records can be changed on a condition; one that has ended is nobody else's work at this moment.
  if (ends in change.was) return table.change(change.id, change.set)
  const plainly = Object.entries(change.was).filter(([, value]) => value === null || typeof value !== 'object')
  const done = await table.changeAll({id: change.id, ...Object.fromEntries(plainly)}, change.set)
  if (done === 0) throw metAnother(noun)
}

/** Ends records, each kind in one statement, at this moment or on this day. */
async function endRecords(
  stores: ImportStores,
  entry: Entry,
  changes: readonly RecordChange[],
): Promise<(name: RecordName) => string> {
  const today = dayOf(entry.now, (await theInstitution(stores)).zone)
  const valueFor = (name: RecordName): string => (RECORDS[name].ends === 'endedOn' ? today : entry.now)
  for (const [name, ended] of Map.groupBy(
    changes.filter((change) => 'end' in change),
    (change) => change.in,
  )) {
    const ids = ended.map(({id}) => id)
    const done = await tableOf(stores, name).changeAll({id: ids}, {[RECORDS[name].ends]: valueFor(name)})
    if (done !== new Set(ids).size) throw metAnother(RECORDS[name].noun)
  }
  return valueFor
}

/** Two transactions changed one record at the same moment: the step is rolled back, and the run can go on. */
function metAnother(noun: string): ExamError {
  return new ExamError(
    'unavailable',
    'import.met-another',
    `A ${noun} was changed by somebody else at this very moment; go on with: ontrac import resume`,
  )
}

function inverseOf(
  {about}: RecordItem,
  change: RecordChange,
  ended: (name: RecordName) => string,
  hash: Hasher,
): RecordInverse {
  if ('add' in change) return {about, in: change.in, id: change.add.id, added: recordDigest(hash, change.add)}
  const named = {about, in: change.in, id: change.id}
  return 'end' in change ? {...named, ended: ended(change.in)} : {...named, was: change.was, set: change.set}
}

/** The persons and rooms whose records change (design rule 6); those made in the step are nobody else's yet. */
export function recordLock(items: readonly RecordItem[]): Lock {
  const [person, room] = [new Set<PersonId>(), new Set<RoomId>()]
  for (const change of items.flatMap(({changes}) => changes)) {
    if ('add' in change) {
      if (typeof change.add['personId'] === 'string') person.add(change.add['personId'] as PersonId)
      if (typeof change.add['roomId'] === 'string') room.add(change.add['roomId'] as RoomId)
    } else if (change.in === 'persons') person.add(change.id as PersonId)
    else if (change.in === 'rooms') room.add(change.id as RoomId)
  }
  return {person: [...person], room: [...room]}
}
