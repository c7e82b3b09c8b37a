import type {Entry, Lock} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {PersonId, RoomId} from '../ids.ts'
import type {Json} from '../json.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {dayOf} from '../time.ts'
import type {RecordInverse} from './apply-records.ts'
import {same} from './record-change.ts'
import type {StepOf} from './import-kind.ts'
import type {Hasher} from '../ports.ts'
import {type AnyRecord, RECORD_NAMES, recordDigest, RECORDS, type RecordName, tableOf} from './records.ts'
import {type Referrer, referrers} from './referrers.ts'
import type {ImportStores} from './store.ts'

type Known = ReadonlyMap<string, AnyRecord>

/** The parts of one row of the file, which are undone together or not at all. */
type Piece = Readonly<{about: string; parts: readonly RecordInverse[]}>

/** Takes back what a step did, row by row, except what was changed or is used by now. */
export async function undoRecords(
  stores: ImportStores,
  entry: Entry,
  inverse: readonly RecordInverse[],
  {hash}: Pick<StepOf, 'hash'>,
): Promise<Readonly<{restored: number; kept: readonly Reason[]}>> {
  const pieces = [...Map.groupBy(inverse, ({about}) => about)].map(([about, parts]) => ({about, parts}))
  const known = await recordsOf(stores, inverse)
  const kept = new Map<Piece, Reason>()
  for (const piece of pieces) {
    const touched = piece.parts.find((part) => isTouched(part, known.get(part.id), hash))
    if (touched)
      kept.set(piece, keptReason(piece, 'import.touched', `the ${RECORDS[touched.in].noun} was changed since`))
  }
  for (const [piece, reason] of await takenPlaces(stores, pieces, known)) kept.set(piece, reason)
  await keepWhatIsUsed(stores, pieces, known, kept)
  const going = pieces.filter((piece) => !kept.has(piece))
  await restore(
    stores,
    entry,
    going.flatMap(({parts}) => parts),
    known,
  )
  return {restored: going.length, kept: [...kept.values()]}
}

async function recordsOf(stores: ImportStores, parts: readonly RecordInverse[]): Promise<Known> {
  const known = new Map<string, AnyRecord>()
  for (const [name, some] of Map.groupBy(parts, (part) => part.in)) {
    for (const row of await tableOf(stores, name).history({id: some.map(({id}) => id)})) known.set(row.id, row)
  }
  return known
}

function isTouched(part: RecordInverse, row: AnyRecord | undefined, hash: Hasher): boolean {
  if (row === undefined) return true
  // What has ended by itself is gone already, as undoing wants it.
  if ('added' in part) return isActive(part, row) && recordDigest(hash, row) !== part.added
  if ('ended' in part) return row[RECORDS[part.in].ends] !== part.ended
  return !Object.entries(part.set).every(([column, value]) => same(row[column], value))
}

function isActive({in: name}: RecordInverse, row: AnyRecord): boolean {
  return row[RECORDS[name].ends] === null
}

/** Whether undoing a part ends its record: it was new, or had ended before. */
function endsRecord(part: RecordInverse): boolean {
  if ('added' in part) return true
  const before = 'was' in part ? part.was[RECORDS[part.in].ends] : null
  return before !== undefined && before !== null
}

/** Records that cannot come back since another has their place by now. */
async function takenPlaces(
  stores: ImportStores,
  pieces: readonly Piece[],
  known: Known,
): Promise<ReadonlyMap<Piece, Reason>> {
  const taken = new Map<Piece, Reason>()
  for (const name of RECORD_NAMES) {
    for (const columns of RECORDS[name].unique) {
      const back = pieces.flatMap((piece) =>
        piece.parts.flatMap((part) => {
          const row = part.in === name && 'ended' in part ? known.get(part.id) : undefined
          return row ? [{piece, row}] : []
        }),
      )
      if (back.length === 0) continue
      const where = Object.fromEntries(columns.map((column) => [column, back.map(({row}) => row[column])]))
      const keyOf = (row: AnyRecord): string => columns.map((column) => String(row[column])).join('\n')
      const active = new Set((await tableOf(stores, name).all(where)).map(keyOf))
      for (const {piece, row} of back)
        if (active.has(keyOf(row)))
          taken.set(piece, keptReason(piece, 'import.taken', `another ${RECORDS[name].noun} took its place`))
    }
  }
  return taken
}

/** Keeps records that others refer to, and again those that the kept ones refer to. */
async function keepWhatIsUsed(
  stores: ImportStores,
  pieces: readonly Piece[],
  known: Known,
  kept: Map<Piece, Reason>,
): Promise<void> {
  const ending = pieces.flatMap((piece) =>
    piece.parts.filter((part) => endsRecord(part) && known.has(part.id)).map((part) => ({piece, part})),
  )
  const uses = await referrers(
    stores,
    ending.map(({part}) => ({in: part.in, id: part.id})),
  )
  for (let more = true; more;) {
    more = false
    const going = Map.groupBy(
      pieces.filter((piece) => !kept.has(piece)).flatMap(({parts}) => parts),
      ({id}) => id,
    )
    for (const {piece, part} of ending) {
      if (kept.has(piece)) continue
      const user = (uses.get(part.id) ?? []).find((each) => !going.get(each.id)?.some((other) => letsGo(other, each)))
      if (!user) continue
      kept.set(piece, keptReason(piece, 'import.in-use', `the ${RECORDS[part.in].noun} is used by now (${user.noun})`))
      more = true
    }
  }
}

/** Whether a record that names another does so no longer when a part is undone: it ends, or the column gets its old value. */
function letsGo(part: RecordInverse, {column}: Referrer): boolean {
  return endsRecord(part) || ('was' in part && column in part.was)
}

async function restore(
  stores: ImportStores,
  entry: Entry,
  parts: readonly RecordInverse[],
  known: Known,
): Promise<void> {
  const today = dayOf(entry.now, (await theInstitution(stores)).zone)
  for (const part of parts) {
    const table = tableOf(stores, part.in)
    if ('ended' in part) await table.change(part.id, {[RECORDS[part.in].ends]: null})
    else if ('was' in part) await table.change(part.id, part.was)
  }
  for (const name of RECORD_NAMES.toReversed()) {
    const ids = parts.filter((part) => part.in === name && 'added' in part).map(({id}) => id)
    const active = ids.filter((id) => known.get(id)?.[RECORDS[name].ends] === null)
    const at: Json = RECORDS[name].ends === 'endedOn' ? today : entry.now
    if (active.length > 0) await tableOf(stores, name).changeAll({id: active}, {[RECORDS[name].ends]: at})
  }
}

function keptReason({about}: Piece, code: string, why: string): Reason {
  return {code, message: `${about} stays as it is: ${why}.`}
}

/** The persons and rooms whose records are restored. */
export function recordsInverseLock(inverse: readonly RecordInverse[]): Lock {
  const ids = (name: RecordName): string[] => inverse.filter((part) => part.in === name).map(({id}) => id)
  return {person: ids('persons') as PersonId[], room: ids('rooms') as RoomId[]}
}
