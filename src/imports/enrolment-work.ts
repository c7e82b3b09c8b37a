import type {Access, Entry, Lock} from '../context.ts'
import {takeSeat} from '../enrolment/seats/change-seats.ts'
import {type Claim, decide} from '../enrolment/seats/claim.ts'
import {isOffice, type Terms} from '../enrolment/enrol-reasons.ts'
import {cancel} from '../enrolment/changes/enrolment-change.ts'
import {holdFor} from '../enrolment/seats/hold.ts'
import type {SeatBook} from '../enrolment/seats/seat-book.ts'
import {confirmation} from '../enrolment/seats/seat-letter.ts'
import {onBook} from '../enrolment/seats/settle.ts'
import type {Reason} from '../errors.ts'
import type {EnrolmentId, PersonId, RegistrationId, SeatId, SessionId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {Json} from '../json.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {plusMinutes} from '../time.ts'
import type {ImportOptions, StepDone, StepOf, StepWork} from './import-kind.ts'
import type {ImportStores} from './store.ts'

/** A registration to seat in a session. Ids are given when it is planned, so that work done again makes the same things. */
export type EnrolmentItem = Readonly<{
  line: number
  registrationId: RegistrationId
  personId: PersonId
  sessionId: SessionId
  enrolmentId: EnrolmentId
  seatId: SeatId
}>

type Seated = Pick<EnrolmentItem, 'registrationId' | 'personId' | 'sessionId' | 'enrolmentId'>

const UNDONE = 'undone'

/** How seats are given out from a file: on the book of the sessions, under all their locks (design rules 6 and 7). */
export const enrolmentWork: StepWork = {
  lock: (stores, payload) => lockFor(stores, payload as unknown as readonly Seated[]),
  apply: (stores, entry, payload, of) => apply(stores, entry, payload as unknown as readonly EnrolmentItem[], of),
  undoLock: (stores, inverse) => lockFor(stores, inverse as unknown as readonly Seated[]),
  undo: (stores, entry, inverse, of) => undo(stores, entry, inverse as unknown as readonly Seated[], of),
}

/** On the terms of the one who imports; only the office may overrule. */
export function termsOf({role}: Access, {reason = '', override = false}: ImportOptions): Terms {
  const office = isOffice(role)
  return {role, reason: office ? reason : '', override: office && override && reason !== '', promised: false}
}

async function lockFor(stores: ImportStores, seated: readonly Seated[]): Promise<Lock> {
  return (await holdOf(stores, seated)).lock
}

function holdOf(stores: ImportStores, seated: readonly Seated[]) {
  const registrations = seated.map(({registrationId, personId}) => ({id: registrationId, personId}))
  return holdFor(
    stores,
    registrations,
    seated.map(({sessionId}) => sessionId),
  )
}

async function apply(
  stores: ImportStores,
  entry: Entry,
  items: readonly EnrolmentItem[],
  {run, options}: StepOf,
): Promise<StepDone> {
  const {scope} = await holdOf(stores, items)
  const terms = termsOf(entry, options)
  const {done, left, letters} = await onBook(stores, entry, scope, (book) => ({
    answer: seatAll(book, items, terms, entry),
  }))
  await postLater(stores, entry, letters, run)
  return {inverse: done as unknown as Json, left}
}

function seatAll(book: SeatBook, items: readonly EnrolmentItem[], terms: Terms, {person}: Entry) {
  const done: Seated[] = []
  const left: Reason[] = []
  for (const {line, ...item} of items) {
    const claim: Claim = {...item, source: terms.role === 'teacher' ? 'teacher' : 'office', terms}
    const decision = decide(book, claim)
    if ('reasons' in decision) left.push(...decision.reasons.map((reason) => leftOut(line, reason)))
    else {
      takeSeat(book, claim, decision.grant, person)
      const {seatId: _, ...seated} = item
      done.push(seated)
    }
  }
  // One letter for each seat, whatever number of exams is taken on it.
  const seats = new Map(done.map((one) => [`${one.sessionId} ${one.personId}`, one]))
  const letters = [...seats.values()].map(({sessionId, personId}) => confirmation(book, sessionId, personId))
  return {done, left, letters}
}

/** Letters of an import wait, so that an undo in time sends none (design rule 2). */
async function postLater(
  stores: ImportStores,
  {now}: Entry,
  letters: readonly QueuedLetter[],
  run: StepOf['run'],
): Promise<void> {
  if (letters.length === 0) return
  const {policy} = await theInstitution(stores)
  const dueAt = plusMinutes(now, policy.mailDelayMinutes)
  await stores.outbox.post(letters.map((letter) => ({...letter, run, dueAt})))
}

function leftOut(line: number, {code, message}: Reason): Reason {
  return {code, message: `Line ${line} was left out: ${message}`, details: {line}}
}

/** Ends what was enrolled and nobody has touched since; who had a letter of it gets another. */
async function undo(
  stores: ImportStores,
  entry: Entry,
  seated: readonly Seated[],
  {run}: StepOf,
): Promise<Readonly<{restored: number; kept: readonly Reason[]}>> {
  const {scope} = await holdOf(stores, seated)
  const sent = await stores.outbox.messages.all({runId: run, state: 'sent'})
  const told = new Set(sent.flatMap(({personId}) => personId ?? []))
  return onBook(stores, entry, scope, (book) => {
    const letters: QueuedLetter[] = []
    const kept: Reason[] = []
    for (const one of seated) {
      const enrolment = book.enrolments.get(one.registrationId)
      const session = book.desks.get(one.sessionId)?.session
      const isUntouched = enrolment?.id === one.enrolmentId && enrolment.version === 1
      if (!enrolment || !isUntouched) kept.push(stays(book, one, 'it was ended or moved since'))
      else if (session?.state !== 'published')
        kept.push(stays(book, one, `session ${session?.code} is ${session?.state}`))
      else
        letters.push(...cancel(book, enrolment, {reason: '', by: 'school', registrationStays: true, endReason: UNDONE}))
    }
    return {
      answer: {restored: seated.length - kept.length, kept},
      letters: letters.filter(({person}) => told.has(person)),
    }
  })
}

function stays({registrations}: SeatBook, {registrationId}: Seated, why: string): Reason {
  const code = registrations.get(registrationId)?.code ?? ''
  return {code: 'import.touched', message: `The enrolment of registration ${code} stays: ${why}.`}
}
