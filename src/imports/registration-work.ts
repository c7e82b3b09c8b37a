import type {Access, Entry} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {PersonId, RegistrationId} from '../ids.ts'
import type {Period} from '../institution/model.ts'
import type {Json} from '../json.ts'
import {sourceFor} from '../registration/add-registration.ts'
import {addRegistrations} from '../registration/add-registrations.ts'
import type {Registration} from '../registration/model.ts'
import {type Candidate, prepareRegistrations} from '../registration/prepare-registrations.ts'
import type {ImportOptions, StepDone, StepOf, StepWork} from './import-kind.ts'
import type {ImportStores} from './store.ts'

type Columns = Partial<Pick<Registration, 'locationId' | 'sourceId'>>
type Adding = Readonly<{line: number}> & Pick<Candidate, 'personId' | 'examId' | 'locationId' | 'sourceId' | 'remark'>
type Changing = Readonly<{line: number; id: RegistrationId; was: Columns; set: Columns}>

/**
 * A registration to add (or to link, when it is the SIS's), or one of which columns change. Short, since a large school's file
 * has a hundred thousand of them: what they share follows from the run.
 */
export type RegistrationItem = Adding | Changing

type Inverse = Readonly<{
  /** Added ones by the state that they were added in. */
  wanted: readonly RegistrationId[]
  agreed: readonly RegistrationId[]
  changed: readonly Readonly<{id: RegistrationId; code: string; was: Columns; set: Columns}>[]
}>

/**
 * How registrations are added. The rules are asked again under the students' locks, so that a row which somebody else made
 * meanwhile, or which may no longer be, is left out and told; the others stand.
 */
export const registrationWork: StepWork = {
  async lock(stores, payload) {
    const items = payload as unknown as readonly RegistrationItem[]
    const changed = await personsOf(
      stores,
      items.flatMap((item) => ('id' in item ? [item.id] : [])),
    )
    const added = items.flatMap((item) => ('personId' in item ? [item.personId] : []))
    return {person: [...new Set([...added, ...changed])]}
  },
  apply: (stores, entry, payload, of) => apply(stores, entry, payload as unknown as readonly RegistrationItem[], of),
  async undoLock(stores, inverse) {
    const {wanted, agreed} = inverse as unknown as Inverse
    return {person: await personsOf(stores, [...wanted, ...agreed])}
  },
  undo: (stores, entry, inverse) => undo(stores, entry, inverse as unknown as Inverse),
}

async function personsOf(stores: ImportStores, id: readonly RegistrationId[]): Promise<readonly PersonId[]> {
  if (id.length === 0) return []
  return [...new Set((await stores.registrations.history({id})).map(({personId}) => personId))]
}

/** The whole of a registration to add, with what the run says of all of them. */
export function candidateOf(
  {line: _, ...item}: Adding,
  {id: periodId}: Period,
  access: Access,
  {late = false, reason = ''}: ImportOptions,
): Candidate {
  const source = item.sourceId ? 'sis' : sourceFor(access, undefined)
  return {...item, periodId, source, ...(late ? {late, reason} : {})}
}

async function apply(
  stores: ImportStores,
  entry: Entry,
  items: readonly RegistrationItem[],
  {ids, options}: StepOf,
): Promise<StepDone> {
  const period = await stores.periods.get(options.period ?? '')
  const adding = items.filter((item) => 'personId' in item)
  const candidates = adding.map((item) => candidateOf(item, period, entry, options))
  const outcomes = await addRegistrations(stores, entry, ids, await prepareRegistrations(stores, entry, candidates))
  const left = adding.flatMap((item, i) => {
    const outcome = outcomes[i]
    return outcome?.did === 'refused' ? outcome.reasons.map((reason) => leftOut(item, reason)) : []
  })
  const added = outcomes.flatMap((outcome) => (outcome.did === 'added' ? [outcome.registration] : []))
  const inState = (wanted: Registration['state']): readonly RegistrationId[] =>
    added.filter(({state}) => state === wanted).map(({id}) => id)
  const {changed, kept} = await change(
    stores,
    items.filter((item) => 'id' in item),
  )
  const inverse: Inverse = {wanted: inState('wanted'), agreed: inState('agreed'), changed}
  return {inverse: inverse as unknown as Json, left: [...left, ...kept]}
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

function leftOut({line}: RegistrationItem, {code, message}: Reason): Reason {
  return {code, message: `Line ${line} was left out: ${message}`, details: {line}}
}

/** Withdraws what was added and nobody has touched since, and gives changed columns their old values. */
async function undo(
  stores: ImportStores,
  entry: Entry,
  {wanted, agreed, changed}: Inverse,
): Promise<Readonly<{restored: number; kept: readonly Reason[]}>> {
  const id = [...wanted, ...agreed]
  const asWanted = new Set(wanted)
  const open = await stores.registrations.all({id})
  const placed = new Set((await stores.enrolments.all({registrationId: id})).map(({registrationId}) => registrationId))
  const waiting = new Set(
    (await stores.waitingPlaces.all({registrationId: id})).map(({registrationId}) => registrationId),
  )
  const kept: Reason[] = []
  const going: RegistrationId[] = []
  for (const row of open) {
    if (placed.has(row.id)) kept.push(stays(row.code, 'the student has a seat'))
    else if (waiting.has(row.id)) kept.push(stays(row.code, 'the student waits for a seat'))
    else if (row.state !== (asWanted.has(row.id) ? 'wanted' : 'agreed'))
      kept.push(stays(row.code, 'it was decided on since'))
    else going.push(row.id)
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
