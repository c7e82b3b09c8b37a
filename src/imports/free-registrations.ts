import type {Entry} from '../context.ts'
import {cancel} from '../enrolment/changes/enrolment-change.ts'
import {holdFor} from '../enrolment/seats/hold.ts'
import {closeOffer, endWaiting, type SeatBook} from '../enrolment/seats/seat-book.ts'
import {onBook} from '../enrolment/seats/settle.ts'
import type {Reason} from '../errors.ts'
import type {ExamId, PersonId, RegistrationId, SessionId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {noteRow, addRegistrations} from '../registration/add-registrations.ts'
import type {Registration} from '../registration/model.ts'
import {type Candidate, prepareRegistrations} from '../registration/prepare-registrations.ts'
import {pairKey} from '../registration/registration-facts.ts'
import {plusMinutes} from '../time.ts'
import type {StepOf} from './import-kind.ts'
import type {ImportStores} from './store.ts'

/** A registration that a refresh withdraws, with the seat it has; `toExamId` is the exam that the student gets instead. */
export type Freed = Readonly<{
  registrationId: RegistrationId
  personId: PersonId
  code: string
  state: Registration['state']
  sessionId: SessionId | null
  toExamId: ExamId | null
  why: string
}>

/** What undoes it as far as it can be: a seat that was given up is not taken again. */
export type FreedInverse = Pick<Freed, 'registrationId' | 'personId' | 'code' | 'state' | 'sessionId'> &
  Readonly<{insteadId: RegistrationId | null}>

/** Registrations that were closed, decided on or placed otherwise since the import was planned. */
export async function changedFreed(stores: ImportStores, freed: readonly Freed[]): Promise<readonly Reason[]> {
  if (freed.length === 0) return []
  const id = freed.map(({registrationId}) => registrationId)
  const open = new Map((await stores.registrations.all({id})).map((row) => [row.id, row]))
  const placed = new Map((await stores.enrolments.all({registrationId: id})).map((row) => [row.registrationId, row]))
  return freed
    .filter(
      ({registrationId, state, sessionId}) =>
        open.get(registrationId)?.state !== state || (placed.get(registrationId)?.sessionId ?? null) !== sessionId,
    )
    .map(({code}) => ({
      code: 'import.changed-meanwhile',
      message: `Registration ${code} was changed by somebody else since the import was planned.`,
    }))
}

/** Withdraws registrations, gives their seats up, tells the students, and registers for the exam instead where there is one. */
export async function freeRegistrations(
  stores: ImportStores,
  entry: Entry,
  freed: readonly Freed[],
  of: StepOf,
): Promise<Readonly<{inverse: readonly FreedInverse[]; left: readonly Reason[]}>> {
  if (freed.length === 0) return {inverse: [], left: []}
  const {policy} = await theInstitution(stores)
  const dueAt = plusMinutes(entry.now, policy.mailDelayMinutes)
  const letters = await giveUpSeats(stores, entry, freed)
  const rows = new Map(
    (await stores.registrations.all({id: freed.map(({registrationId}) => registrationId)})).map((row) => [row.id, row]),
  )
  await stores.registrations.changeAll({id: [...rows.keys()]}, {state: 'withdrawn', closedAt: entry.now})
  await stores.registrationNotes.add(
    freed.map(({registrationId, why}) => noteRow(of.ids.next<string>(), {id: registrationId}, 'withdrawn', why, entry)),
  )
  const {instead, left} = await registerInstead(stores, entry, freed, rows, of)
  if (letters.length > 0) await stores.outbox.post(letters.map((letter) => ({...letter, run: of.run, dueAt})))
  const inverse = freed.map(({registrationId, personId, code, state, sessionId}) => ({
    registrationId,
    personId,
    code,
    state,
    sessionId,
    insteadId: instead.get(registrationId) ?? null,
  }))
  return {inverse, left}
}

async function giveUpSeats(
  stores: ImportStores,
  entry: Entry,
  freed: readonly Freed[],
): Promise<readonly QueuedLetter[]> {
  const sessions = freed.flatMap(({sessionId}) => sessionId ?? [])
  const registrations = freed.map(({registrationId, personId}) => ({id: registrationId, personId}))
  const {scope} = await holdFor(stores, registrations, sessions)
  // The letters are answered and not sent here, since those of a run wait (design rule 2).
  return onBook(stores, entry, scope, (book) => ({answer: freed.flatMap((each) => giveUp(book, each))}))
}

function giveUp(book: SeatBook, {registrationId, why}: Freed): readonly QueuedLetter[] {
  for (const waiter of book.waiting.get(registrationId) ?? []) {
    if (waiter.offer) closeOffer(book, waiter, 'declined', 'registration-withdrawn')
    else endWaiting(book, waiter, 'registration-withdrawn')
  }
  const enrolment = book.enrolments.get(registrationId)
  return enrolment ? cancel(book, enrolment, {reason: why, by: 'school', registrationStays: false}) : []
}

async function registerInstead(
  stores: ImportStores,
  entry: Entry,
  freed: readonly Freed[],
  rows: ReadonlyMap<RegistrationId, Registration>,
  {ids}: StepOf,
): Promise<Readonly<{instead: ReadonlyMap<RegistrationId, RegistrationId>; left: readonly Reason[]}>> {
  const moving = freed.flatMap((each) => {
    const row = rows.get(each.registrationId)
    return row && each.toExamId ? [{from: each, candidate: candidateFor(row, each.toExamId, each.why)}] : []
  })
  const prepared = await prepareRegistrations(
    stores,
    entry,
    moving.map(({candidate}) => candidate),
  )
  const outcomes = await addRegistrations(stores, entry, ids, prepared)
  const instead = new Map<RegistrationId, RegistrationId>()
  const left: Reason[] = []
  for (const [i, {from}] of moving.entries()) {
    const outcome = outcomes[i]
    if (outcome && outcome.did !== 'refused') instead.set(from.registrationId, outcome.registration.id)
    else if (outcome) left.push(...outcome.reasons.map((reason) => notMoved(from, reason)))
  }
  return {instead, left}
}

function candidateFor({personId, periodId, source, locationId}: Registration, examId: ExamId, why: string): Candidate {
  return {personId, periodId, examId, source, locationId, late: true, reason: why}
}

function notMoved({code}: Freed, {code: why, message}: Reason): Reason {
  return {code: why, message: `Registration ${code} was withdrawn, and not moved to the other exam: ${message}`}
}

/** Opens withdrawn registrations again and takes back those for the exam instead; answers what could not be restored. */
export async function restoreFreed(
  stores: ImportStores,
  entry: Entry,
  freed: readonly FreedInverse[],
): Promise<readonly Reason[]> {
  if (freed.length === 0) return []
  const kept: Reason[] = []
  const stay = await insteadInUse(stores, freed)
  const back = freed.filter(({insteadId}) => insteadId === null || !stay.has(insteadId))
  const insteadIds = back.flatMap(({insteadId}) => insteadId ?? [])
  await stores.registrations.changeAll({id: insteadIds}, {state: 'withdrawn', closedAt: entry.now})
  const rows = await stores.registrations.history({id: freed.map(({registrationId}) => registrationId)})
  const known = new Map(rows.map((row) => [row.id, row]))
  const others = await stores.registrations.all({
    personId: rows.map(({personId}) => personId),
    examId: rows.map(({examId}) => examId),
  })
  const taken = new Set(others.map(pairKey))
  for (const each of freed) {
    const row = known.get(each.registrationId)
    if (!back.includes(each)) kept.push(reason(each, 'the student has a seat for the other exam by now'))
    else if (!row || row.state !== 'withdrawn') kept.push(reason(each, 'it was changed since'))
    else if (taken.has(pairKey(row))) kept.push(reason(each, 'the student is registered for the exam again'))
    else {
      await stores.registrations.change(row.id, {state: each.state, closedAt: null})
      if (each.sessionId) kept.push(seatGone(each))
    }
  }
  return kept
}

async function insteadInUse(
  stores: ImportStores,
  freed: readonly FreedInverse[],
): Promise<ReadonlySet<RegistrationId>> {
  const id = freed.flatMap(({insteadId}) => insteadId ?? [])
  const placed = await stores.enrolments.all({registrationId: id})
  return new Set(placed.map(({registrationId}) => registrationId))
}

function reason({code}: FreedInverse, why: string): Reason {
  return {code: 'import.touched', message: `Registration ${code} stays withdrawn: ${why}.`}
}

function seatGone({code}: FreedInverse): Reason {
  return {
    code: 'import.seat-given-up',
    message: `Registration ${code} is open again without its seat; enrol with: ontrac enrolment add`,
  }
}
