import type {Entry, Lock} from '../context.ts'
import {holdFor} from '../enrolment/seats/hold.ts'
import type {Reason} from '../errors.ts'
import type {Json} from '../json.ts'
import {applyRecords, recordLock, type RecordInverse} from './apply-records.ts'
import {changedFreed, type Freed, type FreedInverse, freeRegistrations, restoreFreed} from './free-registrations.ts'
import type {StepDone, StepOf, StepWork} from './import-kind.ts'
import type {RecordItem} from './record-change.ts'
import type {ImportStores} from './store.ts'
import {recordsInverseLock, undoRecords} from './undo-records.ts'

/** What changes for a student, and what of his is freed by it. */
export type StudentItem = RecordItem & Readonly<{freed?: readonly Freed[]}>

type StudentInverse = Readonly<{records: readonly RecordInverse[]; freed: readonly FreedInverse[]}>

/** As records, and registrations that are withdrawn and seats that come free along with them. */
export const studentWork: StepWork = {
  async lock(stores, payload) {
    const items = payload as unknown as readonly StudentItem[]
    return joined(recordLock(items), await freedLock(stores, freedOf(items)))
  },
  apply: (stores, entry, payload, of) => apply(stores, entry, payload as unknown as readonly StudentItem[], of),
  async undoLock(stores, inverse) {
    const {records, freed} = inverse as unknown as StudentInverse
    return joined(recordsInverseLock(records), await freedLock(stores, freed))
  },
  async undo(stores, entry, inverse, of) {
    const {records, freed} = inverse as unknown as StudentInverse
    const undone = await undoRecords(stores, entry, records, of)
    return {restored: undone.restored, kept: [...undone.kept, ...(await restoreFreed(stores, entry, freed))]}
  },
}

async function apply(stores: ImportStores, entry: Entry, items: readonly StudentItem[], of: StepOf): Promise<StepDone> {
  const freed = freedOf(items)
  const changed: readonly Reason[] = await changedFreed(stores, freed)
  if (changed.length > 0) return {changed}
  const records = await applyRecords(stores, entry, items, of)
  if ('changed' in records) return records
  const {inverse, left} = await freeRegistrations(stores, entry, freed, of)
  return {inverse: {records: records.inverse, freed: inverse as unknown as Json}, left}
}

function freedOf(items: readonly StudentItem[]): readonly Freed[] {
  return items.flatMap(({freed}) => freed ?? [])
}

async function freedLock(
  stores: ImportStores,
  freed: readonly Pick<Freed, 'registrationId' | 'personId' | 'sessionId'>[],
): Promise<Lock> {
  if (freed.length === 0) return {}
  const sessions = freed.flatMap(({sessionId}) => sessionId ?? [])
  const registrations = freed.map(({registrationId, personId}) => ({id: registrationId, personId}))
  return (await holdFor(stores, registrations, sessions)).lock
}

function joined(a: Lock, b: Lock): Lock {
  return {
    person: [...(a.person ?? []), ...(b.person ?? [])],
    room: a.room ?? [],
    session: b.session ?? [],
    pool: b.pool ?? [],
  }
}
