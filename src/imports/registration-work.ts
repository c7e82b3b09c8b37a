import type {Entry} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {RegistrationId} from '../ids.ts'
import type {Json} from '../json.ts'
import {addRegistrations} from '../registration/add-registrations.ts'
import type {Registration} from '../registration/model.ts'
import {type Candidate, prepareRegistrations} from '../registration/prepare-registrations.ts'
import type {StepDone, StepOf, StepWork} from './import-kind.ts'
import type {ImportStores} from './store.ts'

type Columns = Partial<Pick<Registration, 'locationId' | 'sourceId'>>
type Adding = Readonly<{line: number; about: string; candidate: Candidate}>
type Changing = Readonly<{line: number; about: string; id: RegistrationId; was: Columns; set: Columns}>

/** A registration to add (or to link, when it is the SIS's), or one of which columns change. */
export type RegistrationItem = Adding | Changing

type Inverse = Readonly<{
  added: readonly Pick<Registration, 'id' | 'code' | 'personId' | 'state'>[]
  changed: readonly Readonly<{id: RegistrationId; code: string; was: Columns; set: Columns}>[]
}>

/**
 * How registrations are added. The rules are asked again under the students' locks, so that a row which somebody else made
 * meanwhile, or which may no longer be, is left out and told; the others stand.
 */
export const registrationWork: StepWork = {
  async lock(stores, payload) {
    const items = payload as unknown as readonly RegistrationItem[]
    const id = items.flatMap((item) => ('id' in item ? [item.id] : []))
    const changed = id.length > 0 ? await stores.registrations.all({id}) : []
    const added = items.flatMap((item) => ('candidate' in item ? [item.candidate.personId] : []))
    return {person: [...new Set([...added, ...changed.map(({personId}) => personId)])]}
  },
  apply: (stores, entry, payload, of) => apply(stores, entry, payload as unknown as readonly RegistrationItem[], of),
  undoLock: async (_, inverse) => ({person: (inverse as unknown as Inverse).added.map(({personId}) => personId)}),
  undo: (stores, entry, inverse) => undo(stores, entry, inverse as unknown as Inverse),
}

async function apply(
  stores: ImportStores,
  entry: Entry,
  items: readonly RegistrationItem[],
  {ids}: StepOf,
): Promise<StepDone> {
  const adding = items.filter((item) => 'candidate' in item)
  const left: Reason[] = []
  const prepared = await prepareRegistrations(
    stores,
    entry,
    adding.map(({candidate}) => candidate),
  )
  const outcomes = await addRegistrations(stores, entry, ids, prepared)
  const added: Inverse['added'][number][] = []
  for (const [i, item] of adding.entries()) {
    const outcome = outcomes[i]
    if (outcome?.did === 'refused') left.push(...outcome.reasons.map((reason) => leftOut(item, reason)))
    else if (outcome?.did === 'added') added.push(nameOf(outcome.registration))
  }
  const changing = items.filter((item) => 'id' in item)
  const {changed, kept} = await change(stores, changing)
  const inverse: Inverse = {added, changed}
  return {inverse: inverse as unknown as Json, left: [...left, ...kept]}
}

function nameOf({id, code, personId, state}: Registration): Inverse['added'][number] {
  return {id, code, personId, state}
}

async function change(
  stores: ImportStores,
  items: readonly Changing[],
): Promise<Readonly<{changed: Inverse['changed']; kept: readonly Reason[]}>> {
  if (items.length === 0) return {changed: [], kept: []}
  const open = new Map((await stores.registrations.all({id: items.map(({id}) => id)})).map((row) => [row.id, row]))
  const changed: Inverse['changed'][number][] = []
  const kept: Reason[] = []
  for (const item of items) {
    const row = open.get(item.id)
    if (row && holds(row, item.was)) {
      await stores.registrations.change(item.id, item.set)
      changed.push({id: item.id, code: row.code, was: item.was, set: item.set})
    } else
      kept.push(
        leftOut(item, {code: 'import.changed-meanwhile', message: 'It was changed since the import was planned.'}),
      )
  }
  return {changed, kept}
}

function holds(row: Registration, columns: Columns): boolean {
  return Object.entries(columns).every(([column, value]) => row[column as keyof Columns] === value)
}

function leftOut({line, about}: RegistrationItem, {code, message}: Reason): Reason {
  return {code, message: `Line ${line}, ${about}, was left out: ${message}`, details: {line}}
}

/** Withdraws what was added and nobody has touched since, and gives changed columns their old values. */
async function undo(
  stores: ImportStores,
  entry: Entry,
  {added, changed}: Inverse,
): Promise<Readonly<{restored: number; kept: readonly Reason[]}>> {
  const id = added.map((one) => one.id)
  const rows = new Map((await stores.registrations.history({id})).map((row) => [row.id, row]))
  const placed = new Set((await stores.enrolments.all({registrationId: id})).map(({registrationId}) => registrationId))
  const waiting = new Set(
    (await stores.waitingPlaces.all({registrationId: id})).map(({registrationId}) => registrationId),
  )
  const kept: Reason[] = []
  const going: RegistrationId[] = []
  for (const one of added) {
    const row = rows.get(one.id)
    if (!row || row.closedAt !== null) continue
    if (placed.has(one.id)) kept.push(stays(one.code, 'the student has a seat'))
    else if (waiting.has(one.id)) kept.push(stays(one.code, 'the student waits for a seat'))
    else if (row.state !== one.state) kept.push(stays(one.code, 'it was decided on since'))
    else going.push(one.id)
  }
  if (going.length > 0) await stores.registrations.changeAll({id: going}, {state: 'withdrawn', closedAt: entry.now})
  const back = await giveBack(stores, changed)
  return {restored: going.length + back.restored, kept: [...kept, ...back.kept]}
}

async function giveBack(
  stores: ImportStores,
  changed: Inverse['changed'],
): Promise<Readonly<{restored: number; kept: readonly Reason[]}>> {
  if (changed.length === 0) return {restored: 0, kept: []}
  const open = new Map((await stores.registrations.all({id: changed.map(({id}) => id)})).map((row) => [row.id, row]))
  const kept: Reason[] = []
  for (const {id, code, was, set} of changed) {
    const row = open.get(id)
    if (row && holds(row, set)) await stores.registrations.change(id, was)
    else kept.push(stays(code, 'it was changed since'))
  }
  return {restored: changed.length - kept.length, kept}
}

function stays(code: string, why: string): Reason {
  return {code: 'import.touched', message: `Registration ${code} stays: ${why}.`}
}
