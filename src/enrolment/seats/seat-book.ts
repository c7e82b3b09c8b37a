import {ExamError} from '../../errors.ts'
import type {
  EnrolmentId,
  OfferId,
  OralSlotId,
  PersonId,
  PoolId,
  RegistrationId,
  SeatId,
  SessionId,
  WaitingId,
} from '../../ids.ts'
import type {Policy} from '../../institution/policy.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {Availability} from '../../planning/store.ts'
import {type Travel, travelBy} from '../../planning/sessions/travel.ts'
import type {Registration} from '../../registration/model.ts'
import {type Day, dayOf, type Instant, plusMinutes, type Span} from '../../time.ts'
import {type Desk, openDesks} from '../desks.ts'
import type {Enrolment, Seat, SeatOffer, WaitingPlace} from '../model.ts'
import {freeIn} from './seat-pools.ts'
import type {Claimant, EnrolmentStores, HeldSeat, Waiter} from '../store.ts'

/** What is to be written when all claims of a transaction are decided. */
export type BookChanges = {
  readonly seats: Map<SeatId, Seat>
  readonly seatTimes: Map<SeatId, Span>
  readonly endedSeats: Set<SeatId>
  readonly enrolments: Map<EnrolmentId, Enrolment>
  readonly endedEnrolments: Map<EnrolmentId, {reason: string; movedToId: EnrolmentId | null}>
  readonly pools: Map<PoolId, number>
  readonly newOffers: Map<OfferId, SeatOffer>
  readonly offers: Map<OfferId, SeatOffer['state']>
  readonly newWaiting: Map<WaitingId, WaitingPlace>
  readonly endedWaiting: Map<WaitingId, string>
  readonly slots: Map<OralSlotId, EnrolmentId | null>
  /** Sessions in which a seat came free. */
  readonly freed: Set<SessionId>
  /** Sessions whose lists are not as they were. */
  readonly listed: Set<SessionId>
}

/**
 * The seats of some sessions in one transaction that holds their locks: what stands in the store, and what is decided since.
 * All that takes or gives back a seat goes through it, so that many claims are decided in memory and written at once.
 */
export type SeatBook = Readonly<{
  now: Instant
  today: Day
  zone: string
  policy: Policy
  travel: Travel
  desks: Map<SessionId, Desk>
  registrations: ReadonlyMap<RegistrationId, Registration>
  claimants: ReadonlyMap<PersonId, Claimant>
  availability: Map<PersonId, Availability>
  /** By {@link seatKey}. */
  seats: Map<string, HeldSeat>
  /** The active enrolment of each registration that has one. */
  enrolments: Map<RegistrationId, Enrolment>
  /** Where else the registrations wait. */
  waiting: ReadonlyMap<RegistrationId, readonly Waiter[]>
  changes: BookChanges
}>

/** What a book is about; `persons` beside those of the registrations. */
export type BookScope = Readonly<{
  registrations: readonly RegistrationId[]
  sessions: readonly SessionId[]
  persons?: readonly PersonId[]
}>

/** Longest time of travel that is looked at around a session. */
const AROUND_MINUTES = 300

/** Names somebody's seat in a session. */
export function seatKey(session: SessionId, person: PersonId): string {
  return `${session} ${person}`
}

/**
 * Opens the book of `sessions` for `registrations`. Offers that are over by now are written off in it at once (design rule 7).
 * `known` are the desks of those sessions where they were opened before, as a plan in portions leaves them.
 *
 * @throws ExamError `enrolment.more-to-hold` when a registration holds an offer in a session that is not in scope, which
 * `holding` answers by starting over
 */
export async function openBook(
  stores: EnrolmentStores,
  now: Instant,
  scope: BookScope,
  known?: ReadonlyMap<SessionId, Desk>,
): Promise<SeatBook> {
  const {zone, policy} = await theInstitution(stores)
  const registrations = new Map(
    (await stores.registrations.history({id: scope.registrations})).map((row) => [row.id, row]),
  )
  const enrolments = await stores.enrolments.all({registrationId: scope.registrations})
  const waiting = await stores.enrolment.waitingPlaces(scope.registrations)
  const desks = new Map(known ?? (await openDesks(stores, scope.sessions)))
  mustHold(desks, waiting)
  const own = [...registrations.values()].map(({personId}) => personId)
  const persons = [...new Set([...own, ...(scope.persons ?? []), ...queued([...desks.values()], now)])]
  const book: SeatBook = {
    ...(await peopleIn(stores, desks, persons)),
    now,
    today: dayOf(now, zone),
    zone,
    policy,
    desks,
    registrations,
    changes: noChanges(),
    travel: travelBy(await stores.planning.distances(), policy.travelMinutes),
    enrolments: new Map(enrolments.map((row) => [row.registrationId, row])),
    waiting: Map.groupBy(waiting, ({registrationId}) => registrationId),
  }
  writeOffExpired(book)
  return book
}

/** Who they are, when they can come, and what they sit on already. */
async function peopleIn(
  stores: EnrolmentStores,
  desks: ReadonlyMap<SessionId, Desk>,
  persons: readonly PersonId[],
): Promise<Pick<SeatBook, 'claimants' | 'availability' | 'seats'>> {
  const seats = await stores.enrolment.heldSeats([...desks.keys()], persons)
  return {
    claimants: await stores.enrolment.claimants(persons),
    availability: new Map(await stores.planning.availability(persons, around([...desks.values()]))),
    seats: new Map(seats.map((seat) => [seatKey(seat.sessionId, seat.personId), seat])),
  }
}

/** Ends an offer and gives its seat back to the pool; who let it pass has no place on the list any more. */
export function closeOffer(
  book: SeatBook,
  waiter: Waiter,
  state: Exclude<SeatOffer['state'], 'open'>,
  reason: string,
): void {
  const {offer, sessionId} = waiter
  endWaiting(book, waiter, reason)
  if (offer === null || book.changes.offers.has(offer.id)) return
  book.changes.offers.set(offer.id, state)
  count(book, sessionId, offer.poolId, -1)
}

/** Ends somebody's place on a waiting list. */
export function endWaiting({desks, changes}: SeatBook, {id, sessionId}: Waiter, reason: string): void {
  changes.endedWaiting.set(id, reason)
  const desk = desks.get(sessionId)
  if (desk) desks.set(sessionId, {...desk, waiting: desk.waiting.filter((each) => each.id !== id)})
}

/** Counts seats taken from a pool, or given back to it. */
export function count({desks, changes}: SeatBook, session: SessionId, pool: PoolId, change: number): void {
  changes.pools.set(pool, (changes.pools.get(pool) ?? 0) + change)
  if (change < 0) changes.freed.add(session)
  const desk = desks.get(session)
  if (!desk) return
  const pools = desk.pools.map((each) => (each.id === pool ? {...each, taken: each.taken + change} : each))
  desks.set(session, {...desk, pools})
}

function writeOffExpired(book: SeatBook): void {
  const offered = [...book.desks.values()].flatMap(({waiting}) => waiting)
  for (const waiter of offered) {
    if (waiter.offer && waiter.offer.expiresAt <= book.now) closeOffer(book, waiter, 'expired', 'offer-expired')
  }
}

/** Does something on a draft of the book, and keeps it only when it does not throw. */
export function tried<T>(book: SeatBook, work: (draft: SeatBook) => T): T {
  const draft = draftOf(book)
  const answer = work(draft)
  Object.assign(book, draft)
  return answer
}

function draftOf(book: SeatBook): SeatBook {
  const {changes} = book
  return {
    ...book,
    desks: new Map(book.desks),
    availability: new Map(book.availability),
    seats: new Map(book.seats),
    enrolments: new Map(book.enrolments),
    changes: {
      seats: new Map(changes.seats),
      seatTimes: new Map(changes.seatTimes),
      endedSeats: new Set(changes.endedSeats),
      enrolments: new Map(changes.enrolments),
      endedEnrolments: new Map(changes.endedEnrolments),
      pools: new Map(changes.pools),
      newOffers: new Map(changes.newOffers),
      offers: new Map(changes.offers),
      newWaiting: new Map(changes.newWaiting),
      endedWaiting: new Map(changes.endedWaiting),
      slots: new Map(changes.slots),
      freed: new Set(changes.freed),
      listed: new Set(changes.listed),
    },
  }
}

/** Persons on waiting lists where a seat may be free: only then it matters who of them fits. */
function queued(desks: readonly Desk[], now: Instant): readonly PersonId[] {
  return desks.flatMap(({pools, waiting}) => {
    const free =
      pools.some((pool) => freeIn(pool) > 0) || waiting.some(({offer}) => offer !== null && offer.expiresAt <= now)
    return free ? waiting.map(({personId}) => personId) : []
  })
}

function around(desks: readonly Desk[]): Span {
  const spans = desks.flatMap(({session, parts}) => [session, ...parts])
  const starts = spans.map(({startsAt}) => startsAt).toSorted()
  const ends = spans.map(({endsAt}) => endsAt).toSorted()
  const [first, last] = [starts[0], ends.at(-1)]
  if (first === undefined || last === undefined) return {startsAt: '' as Instant, endsAt: '' as Instant}
  return {startsAt: plusMinutes(first, -AROUND_MINUTES), endsAt: plusMinutes(last, AROUND_MINUTES)}
}

function mustHold(desks: ReadonlyMap<SessionId, Desk>, waiting: readonly Waiter[]): void {
  if (waiting.every(({offer, sessionId}) => offer === null || desks.has(sessionId))) return
  throw new ExamError(
    'unavailable',
    'enrolment.more-to-hold',
    'Others changed this at the same moment; try again in a moment.',
  )
}

function noChanges(): BookChanges {
  return {
    seats: new Map(),
    seatTimes: new Map(),
    endedSeats: new Set(),
    enrolments: new Map(),
    endedEnrolments: new Map(),
    pools: new Map(),
    newOffers: new Map(),
    offers: new Map(),
    newWaiting: new Map(),
    endedWaiting: new Map(),
    slots: new Map(),
    freed: new Set(),
    listed: new Set(),
  }
}
