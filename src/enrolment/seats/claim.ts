import type {Reason} from '../../errors.ts'
import type {EnrolmentId, PoolId, RegistrationId, SeatId, SessionId} from '../../ids.ts'
import {drawAfter, type Drawer, freeIn, poolsFor} from './seat-pools.ts'
import {enrolReasons, type Terms} from '../enrol-reasons.ts'
import type {Desk, OfferedExam} from '../desks.ts'
import type {Enrolment} from '../model.ts'
import {type Place, placeIn} from './seat-place.ts'
import {type SeatBook, seatKey} from './seat-book.ts'
import type {Claimant, HeldSeat, Waiter} from '../store.ts'
import type {Registration} from '../../registration/model.ts'

/** A registration that asks for a place in a session. New ids are given, so that work done again makes the same things. */
export type Claim = Readonly<{
  registrationId: RegistrationId
  sessionId: SessionId
  enrolmentId: EnrolmentId
  seatId: SeatId
  source: Enrolment['source']
  terms: Terms
}>

/** What a claim gets: a place on the seat he has there, or a new seat out of a pool. */
export type Grant = Place & Readonly<{offered: OfferedExam; seat: HeldSeat | undefined; poolId: PoolId | null}>

/**
 * How a claim is decided. `seatsOnly` says that nothing but the seats stands in the way, so that waiting makes sense; `place`
 * is where he would sit, where that is known.
 */
export type Decision = Readonly<{place?: Place} & ({grant: Grant} | {reasons: readonly Reason[]; seatsOnly: boolean})>

/**
 * Decides a claim on the book as it stands, and changes nothing (design rule 7).
 *
 * `held` is the seat that an open offer holds for him: then none is drawn, and nobody is asked who waits.
 */
export function decide(book: SeatBook, claim: Claim, held?: Waiter): Decision {
  const found = lookUp(book, claim)
  if ('reasons' in found) return {...found, seatsOnly: false}
  const {registration, claimant, desk, offered, seat} = found
  const reasons = enrolReasons({registration, claimant, desk, offered, terms: claim.terms, now: book.now})
  const {id: registrationId} = registration
  const placed = placeFor(book, {desk, offered, claimant, registrationId, seat, override: claim.terms.override})
  if ('reasons' in placed) {
    const full = placed.reasons.every(({code}) => code === 'enrolment.full')
    return {reasons: [...reasons, ...placed.reasons], seatsOnly: reasons.length === 0 && full}
  }
  const {place} = placed
  if (reasons.length > 0) return {reasons, seatsOnly: false, place}
  if (seat) return {grant: {...place, offered, seat, poolId: null}, place}
  if (held?.offer) return {grant: {...place, offered, seat, poolId: held.offer.poolId}, place}
  const drawn = draw(book, found)
  return 'reasons' in drawn
    ? {reasons: drawn.reasons, seatsOnly: true, place}
    : {grant: {...place, offered, seat, poolId: drawn.poolId}, place}
}

type Found = Readonly<{
  registration: Registration
  claimant: Claimant
  desk: Desk
  offered: OfferedExam
  seat: HeldSeat | undefined
}>

function lookUp(book: SeatBook, {registrationId, sessionId}: Claim): Found | Readonly<{reasons: readonly Reason[]}> {
  const registration = book.registrations.get(registrationId)
  const desk = book.desks.get(sessionId)
  const claimant = registration && book.claimants.get(registration.personId)
  if (!registration || !desk || !claimant)
    throw new Error('A claim is about a registration or session that is not in the book.')
  const offered = desk.offered.find(({exam}) => exam.id === registration.examId)
  const exists = alreadyEnrolled(book, registration)
  if (exists) return {reasons: [exists]}
  if (offered)
    return {registration, claimant, desk, offered, seat: book.seats.get(seatKey(sessionId, registration.personId))}
  const message = `Session ${desk.session.code} does not offer the exam of registration ${registration.code}.`
  return {reasons: [{code: 'enrolment.exam-not-offered', message}]}
}

function alreadyEnrolled(book: SeatBook, {id, code}: Registration): Reason | undefined {
  const enrolment = book.enrolments.get(id)
  if (!enrolment) return undefined
  const session = book.desks.get(enrolment.sessionId)?.session.code
  const where = session === undefined ? 'in another session' : `in session ${session}`
  const message = `Registration ${code} is enrolled already, ${where}; move it with: ontrac enrolment move ${code} SESSION`
  return {code: 'enrolment.exists', message, details: {enrolment: enrolment.id}}
}

type Seated = Readonly<{
  desk: Desk
  offered: OfferedExam
  claimant: Claimant
  registrationId: RegistrationId
  seat: HeldSeat | undefined
  override: boolean
}>

function placeFor({availability, travel, policy}: SeatBook, seated: Seated) {
  const own = availability.get(seated.claimant.personId) ?? {days: [], groupDays: [], blocks: [], engagements: []}
  return placeIn({...seated, availability: own, travel, between: policy.betweenExamsMinutes})
}

function draw(book: SeatBook, {registration, desk}: Found): Readonly<{poolId: PoolId} | {reasons: readonly Reason[]}> {
  const who = claimerOf(book, registration)
  const {pool, queued} = drawAfter(desk.pools, () => waitingBefore(book, desk, registration), who, book.now)
  return pool ? {poolId: pool.id} : {reasons: [queued ? othersWait(desk) : full(desk, who, book)]}
}

/** How the filters of pools look at somebody who asks for a seat: his location is where he wants to take the exam. */
export function claimerOf({claimants}: SeatBook, {examId, personId, locationId}: Registration): Drawer {
  const claimant = claimants.get(personId)
  return {examId, groupIds: claimant?.groupIds ?? [], locationId: locationId ?? claimant?.locationId ?? null}
}

/** Those who fit and wait for a seat that nothing holds for them yet. Somebody who is asking himself is not before himself. */
function waitingBefore(book: SeatBook, desk: Desk, asking?: Pick<Registration, 'id'>): readonly Drawer[] {
  const mine = desk.waiting.findIndex(({registrationId}) => registrationId === asking?.id)
  const before = mine < 0 ? desk.waiting : desk.waiting.slice(0, mine)
  return before
    .filter((waiter) => waiter.offer === null && fits(book, desk, waiter))
    .map((waiter) => drawerOf(book, waiter))
}

/** Whether somebody on the waiting list could sit there: the time is still free for him, and so is his registration. */
export function fits(book: SeatBook, desk: Desk, waiter: Waiter): boolean {
  const {personId, registrationId, sessionId, sessionExamId, agreed} = waiter
  const offered = desk.offered.find((each) => each.sessionExamId === sessionExamId)
  const claimant = book.claimants.get(personId)
  if (!agreed || !offered || !claimant || claimant.ended) return false
  return (
    'place' in
    placeFor(book, {
      desk,
      offered,
      claimant,
      registrationId,
      seat: book.seats.get(seatKey(sessionId, personId)),
      override: false,
    })
  )
}

/** How the filters of pools look at somebody who waits. */
export function drawerOf({claimants}: SeatBook, {personId, examId, locationId}: Waiter): Drawer {
  return {examId, groupIds: claimants.get(personId)?.groupIds ?? [], locationId}
}

function othersWait({session, waiting}: Desk): Reason {
  const count = waiting.filter(({offer}) => offer === null).length
  const message = `In session ${session.code} others wait for the seats that are free (${count} on the list); join them with: ontrac enrolment wait STUDENT EXAM ${session.code}`
  return {code: 'enrolment.others-wait', message, details: {waiting: count}}
}

/** *Full*, with what holds the seats: said only under the locks of all pools he may draw on (design rule 7). */
function full({session, pools, waiting}: Desk, who: Drawer, {now}: SeatBook): Reason {
  const own = poolsFor(pools, who, now)
  const capacity = own.reduce((sum, pool) => sum + pool.capacity, 0)
  const offered = waiting.filter(({offer}) => own.some(({id}) => id === offer?.poolId)).length
  const kept = pools.filter((pool) => !own.includes(pool)).reduce((sum, pool) => sum + freeIn(pool), 0)
  const parts = [`all ${capacity} seats are given out`]
  if (offered > 0) parts.push(`${offered} of them on offer to those who waited`)
  if (kept > 0) parts.push(`${kept} more are kept for others`)
  const message = `Session ${session.code} is full: ${parts.join(', ')}. Wait for a seat with: ontrac enrolment wait STUDENT EXAM ${session.code}`
  return {code: 'enrolment.full', message, details: {capacity, offered, keptForOthers: kept, waiting: waiting.length}}
}
