import type {Ids} from '../../ports.ts'
import type {ExamId, EnrolmentId, PersonId, RegistrationId, SeatId, SessionId} from '../../ids.ts'
import type {Reason} from '../../errors.ts'
import type {Period} from '../../institution/model.ts'
import {checkCertificate} from '../../planning/certificates/certificate.ts'
import {nothingToPlace, standingPlan} from '../../planning/certificates/standing-plan.ts'
import type {Availability, UnplacedDemand} from '../../planning/store.ts'
import type {Instant} from '../../time.ts'
import {takeSeat} from '../seats/change-seats.ts'
import {type Claim, claimerOf, decide} from '../seats/claim.ts'
import {type Desk, openDesks} from '../desks.ts'
import type {Terms} from '../enrol-reasons.ts'
import type {RunClaim} from './enrolment-run.ts'
import {openBook, type SeatBook, seatKey} from '../seats/seat-book.ts'
import {drawFrom} from '../seats/seat-pools.ts'
import type {EnrolmentStores, HeldSeat} from '../store.ts'

/** A registration without a place, and why no session of its exam has one for it. */
export type WithoutPlace = Readonly<{registration: string; student: string; exam: string; reasons: readonly Reason[]}>

/** Where central assignment would place everybody (feature E10). */
export type AssignmentPlan = Readonly<{
  claims: readonly RunClaim[]
  /** How many of them sit where the applied plan has them. */
  asPlanned: number
  without: readonly WithoutPlace[]
}>

/** For which period and exams (null is all) a place is sought. */
export type AssignmentQuestion = Readonly<{period: Period; exams: readonly ExamId[] | null; terms: Terms}>

/** Registrations looked at with one book. */
const PORTION = 500

/** What portions leave for the next: seats taken so far, and the time of those who took them. */
type Carried = {
  desks: ReadonlyMap<SessionId, Desk>
  seats: Map<string, HeldSeat>
  availability: Map<PersonId, Availability>
}

/**
 * Plans a place for every open registration of a period that has none, by the certificate (feature E10): first those whose
 * place in an applied plan still holds, then those for whom it found another in the seats left, then whoever is left in
 * whatever fits, at his own location and early before elsewhere and late. Changes nothing.
 */
export async function planAssignment(
  stores: EnrolmentStores,
  now: Instant,
  ids: Ids,
  question: AssignmentQuestion,
): Promise<AssignmentPlan> {
  const demand = await stores.planning.demand(question.period.id, question.exams ?? undefined)
  const sessions = (await stores.planning.sessions({period: question.period.id})).map(({id}) => id)
  const carried: Carried = {desks: await openDesks(stores, sessions), seats: new Map(), availability: new Map()}
  const claims: RunClaim[] = []
  const failed = new Map<UnplacedDemand, readonly Reason[]>()
  const place = async (some: readonly UnplacedDemand[], sessionsFor: SessionsFor): Promise<number> => {
    const placed = await placeSome({stores, now, ids, terms: question.terms, carried, sessionsFor, failed}, some)
    claims.push(...placed)
    return placed.length
  }
  const certified = await certifiedPlaces(stores, now, question.period, carried.desks)
  const placeOf = ({registrationId, promised}: UnplacedDemand) => certified.get(registrationId) ?? promised
  const asPlanned = await place(
    demand.filter((one) => one.promised !== null && placeOf(one) === one.promised),
    ({promised}) => (promised === null ? [] : [promised]),
  )
  await place(
    demand.filter((one) => placeOf(one) !== one.promised),
    (one) => [placeOf(one) as SessionId],
  )
  const others = demand.filter((one) => placeOf(one) === null || failed.has(one))
  await place(others, sessionsOffering(carried.desks))
  const exams = new Map(
    (await stores.exams.history({id: [...new Set([...failed.keys()].map(({examId}) => examId))]})).map(({id, code}) => [
      id,
      code,
    ]),
  )
  const without = [...failed].map(([one, reasons]) => withoutPlace(one, exams.get(one.examId) ?? '', reasons))
  return {claims: inOrder(claims, carried.desks), asPlanned, without}
}

/** Where the certificate, as it is now, has everybody who is not enrolled; in published sessions only. */
async function certifiedPlaces(
  stores: EnrolmentStores,
  now: Instant,
  period: Period,
  desks: ReadonlyMap<SessionId, Desk>,
): Promise<ReadonlyMap<RegistrationId, SessionId>> {
  const standing = await standingPlan(stores, now, period).catch(nothingToPlace)
  if (!standing) return new Map()
  const {planned} = standing
  const isPublished = (id: SessionId): boolean => desks.get(id)?.session.state === 'published'
  const fixed = planned.problem.fixed.map((session, index) =>
    isPublished(planned.fixed[index]!.session.id) ? session : {...session, exams: []},
  )
  const {plan} = checkCertificate({...standing, planned: {...planned, problem: {...planned.problem, fixed}}}, 0)
  return new Map(
    planned.demand.flatMap(({registrationId}, index) => {
      const session = planned.fixed[plan.seatOf[index]!]?.session.id
      return session === undefined ? [] : [[registrationId, session]]
    }),
  )
}

type SessionsFor = (one: UnplacedDemand) => readonly SessionId[]

type Portion = Readonly<{
  stores: EnrolmentStores
  now: Instant
  ids: Ids
  terms: Terms
  carried: Carried
  sessionsFor: SessionsFor
  failed: Map<UnplacedDemand, readonly Reason[]>
}>

async function placeSome(portion: Portion, demand: readonly UnplacedDemand[]): Promise<readonly RunClaim[]> {
  const claims: RunClaim[] = []
  for (let i = 0; i < demand.length; i += PORTION) {
    const some = demand.slice(i, i + PORTION)
    const book = await bookFor(portion, some)
    for (const one of some) {
      const claim = placeOne(portion, book, one)
      if (claim) claims.push(claim)
    }
    portion.carried.desks = book.desks
  }
  return claims
}

/** A book for some of them, on top of what the portions before them took. */
async function bookFor({stores, now, carried}: Portion, some: readonly UnplacedDemand[]): Promise<SeatBook> {
  const registrations = some.map(({registrationId}) => registrationId)
  const waits = await stores.enrolment.waitingPlaces(registrations)
  const scope = {registrations, sessions: [...carried.desks.keys(), ...waits.map(({sessionId}) => sessionId)]}
  const book = await openBook(stores, now, scope, carried.desks)
  for (const [key, seat] of carried.seats) book.seats.set(key, seat)
  for (const {personId} of some) {
    const known = carried.availability.get(personId)
    if (known) book.availability.set(personId, known)
  }
  return book
}

function placeOne(
  {ids, terms, carried, sessionsFor, failed}: Portion,
  book: SeatBook,
  one: UnplacedDemand,
): RunClaim | undefined {
  const {registrationId, code, personId} = one
  const given = {registrationId, enrolmentId: ids.next<EnrolmentId>(), seatId: ids.next<SeatId>()}
  const reasons: Reason[] = []
  for (const sessionId of sessionsFor(one)) {
    const claim: Claim = {...given, sessionId, source: 'plan', terms}
    const decision = hasSeatFor(book, claim) ? decide(book, claim) : {reasons: [FULL]}
    if ('reasons' in decision) {
      reasons.push(...decision.reasons)
      continue
    }
    takeSeat(book, claim, decision.grant, null)
    keep(carried, book, sessionId, personId)
    failed.delete(one)
    return {...given, code, personId, sessionId, from: null}
  }
  failed.set(one, reasons)
  return undefined
}

const FULL: Reason = {code: 'enrolment.full', message: 'All seats of the sessions that fit are given out.'}

/** Looked at first, since most sessions of a large period are full by the end and times are dear to compare. */
function hasSeatFor(book: SeatBook, {registrationId, sessionId}: Claim): boolean {
  const [registration, desk] = [book.registrations.get(registrationId), book.desks.get(sessionId)]
  if (!registration || !desk || book.seats.has(seatKey(sessionId, registration.personId))) return true
  return drawFrom(desk.pools, claimerOf(book, registration), book.now) !== undefined
}

function keep(carried: Carried, book: SeatBook, session: SessionId, person: PersonId): void {
  const seat = book.seats.get(seatKey(session, person))
  const availability = book.availability.get(person)
  if (seat) carried.seats.set(seatKey(session, person), seat)
  if (availability) carried.availability.set(person, availability)
}

/** Sessions that offer an exam and still take enrolments: at the student's own location first, then by time. */
function sessionsOffering(desks: ReadonlyMap<SessionId, Desk>): SessionsFor {
  const known = new Map<string, readonly SessionId[]>()
  const published = [...desks.values()].filter(({session}) => session.state === 'published')
  const search = ({examId, locationId}: UnplacedDemand): readonly SessionId[] => {
    const elsewhere = (desk: Desk): number => (locationId !== null && desk.session.locationId === locationId ? 0 : 1)
    return published
      .filter(({offered}) => offered.some(({exam}) => exam.id === examId))
      .toSorted(
        (a, b) =>
          elsewhere(a) - elsewhere(b) ||
          compare(a.session.startsAt, b.session.startsAt) ||
          compare(a.session.id, b.session.id),
      )
      .map(({session}) => session.id)
  }
  return (one) => {
    const key = `${one.examId} ${one.locationId ?? ''}`
    const found = known.get(key) ?? search(one)
    known.set(key, found)
    return found
  }
}

/** Session after session, so that a step holds few of them. */
function inOrder(claims: readonly RunClaim[], desks: ReadonlyMap<SessionId, Desk>): readonly RunClaim[] {
  const start = (claim: RunClaim): string => desks.get(claim.sessionId)?.session.startsAt ?? ''
  return claims.toSorted(
    (a, b) => compare(start(a), start(b)) || compare(a.sessionId, b.sessionId) || compare(a.personId, b.personId),
  )
}

function withoutPlace({code, student}: UnplacedDemand, exam: string, reasons: readonly Reason[]): WithoutPlace {
  const byCode = new Map(reasons.map((reason) => [reason.code, reason]))
  const none: Reason = {
    code: 'enrolment.no-session',
    message: `No published session of the period offers ${exam}; plan one with: ontrac session create`,
  }
  return {registration: code, student, exam, reasons: byCode.size > 0 ? [...byCode.values()] : [none]}
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
