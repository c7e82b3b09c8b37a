import {sql} from 'kysely'
import {listName} from '../../src/institution/people/names.ts'
import type {LocationId, OfferId, PoolId} from '../../src/ids.ts'
import type {SeatOffer} from '../../src/enrolment/model.ts'
import type {EnrolmentQuestions, Waiter, WaitingFilter} from '../../src/enrolment/store.ts'
import type {Instant} from '../../src/time.ts'
import {inReachOf} from '../scope.ts'
import type {Opening} from './opening.ts'
import {inPortions} from './planning-portions.ts'

type Waiting = Pick<
  EnrolmentQuestions,
  'waiters' | 'waitingPlaces' | 'waitingList' | 'withExpiredOffers' | 'withFreeSeats'
>

/** Who waits for a seat, and the seats that are held for them. */
export function openWaiting(opening: Opening): Waiting {
  const {tx} = opening
  return {
    waiters: (sessions) =>
      inPortions(sessions, async (portion) =>
        (
          await placesOf(opening).where('w.sessionId', 'in', portion).orderBy('w.joinedAt').orderBy('w.id').execute()
        ).map(toWaiter),
      ),
    waitingPlaces: (registrations) =>
      inPortions(registrations, async (portion) =>
        (await placesOf(opening).where('w.registrationId', 'in', portion).orderBy('w.id').execute()).map(toWaiter),
      ),
    waitingList: (filter) => waitingList(opening, filter),
    async withExpiredOffers(now, limit) {
      const rows = await tx
        .selectFrom('seatOffer as o')
        .innerJoin('seatPool as p', 'p.id', 'o.poolId')
        .select('p.sessionId')
        .distinct()
        .where('o.state', '=', 'open')
        .where('o.expiresAt', '<=', now)
        .orderBy('p.sessionId')
        .limit(limit)
        .execute()
      return rows.map(({sessionId}) => sessionId)
    },
    async withFreeSeats(now, limit) {
      const rows = await tx
        .selectFrom('session as s')
        .select('s.id')
        .where('s.state', '=', 'published')
        .where('s.startsAt', '>', now)
        .where(({exists, selectFrom}) =>
          exists(
            selectFrom('seatPool as p')
              .select('p.id')
              .whereRef('p.sessionId', '=', 's.id')
              .where('p.endedAt', 'is', null)
              .whereRef('p.taken', '<', 'p.capacity'),
          ),
        )
        .where(
          sql<boolean>`exists (select 1 from waiting_place w where w.session_id = s.id and w.ended_at is null
            and not exists (select 1 from seat_offer o where o.waiting_place_id = w.id and o.state = 'open'))`,
        )
        .orderBy('s.id')
        .limit(limit)
        .execute()
      return rows.map(({id}) => id)
    },
  }
}

const placesOf = ({tx}: Opening) =>
  tx
    .selectFrom('waitingPlace as w')
    .innerJoin('registration as r', 'r.id', 'w.registrationId')
    .innerJoin('person as p', 'p.id', 'w.personId')
    .leftJoin('seatOffer as o', (join) => join.onRef('o.waitingPlaceId', '=', 'w.id').on('o.state', '=', 'open'))
    .selectAll('w')
    .select(['r.examId', 'r.state', 'r.closedAt', 'o.id as offerId', 'o.poolId', 'o.offeredAt', 'o.expiresAt'])
    .select(sql<LocationId | null>`coalesce(r.location_id, p.location_id)`.as('locationId'))
    .where('w.endedAt', 'is', null)

type PlaceRow = Omit<Waiter, 'offer' | 'agreed'> &
  Readonly<{
    state: string
    closedAt: Instant | null
    offerId: OfferId | null
    poolId: PoolId | null
    offeredAt: Instant | null
    expiresAt: Instant | null
  }>

function toWaiter({offerId, poolId, offeredAt, expiresAt, state, closedAt, ...row}: PlaceRow): Waiter {
  const place = {...row, agreed: state === 'agreed' && closedAt === null}
  if (offerId === null || poolId === null || offeredAt === null || expiresAt === null) return {...place, offer: null}
  const offer: SeatOffer = {
    id: offerId,
    waitingPlaceId: place.id,
    poolId,
    offeredAt,
    expiresAt,
    state: 'open',
    decidedAt: null,
  }
  return {...place, offer}
}

async function waitingList({tx, access}: Opening, {person, session, exam, offered, limit}: WaitingFilter) {
  const reach = inReachOf(access, 'w.personId')
  let query = tx
    .selectFrom('waitingPlace as w')
    .innerJoin('registration as r', 'r.id', 'w.registrationId')
    .innerJoin('person as p', 'p.id', 'w.personId')
    .innerJoin('exam', 'exam.id', 'r.examId')
    .innerJoin('session as s', 's.id', 'w.sessionId')
    .leftJoin('seatOffer as o', (join) => join.onRef('o.waitingPlaceId', '=', 'w.id').on('o.state', '=', 'open'))
    .select(['w.id', 'w.joinedAt', 'r.code as registration', 'p.givenName', 'p.prefix', 'p.familyName'])
    .select(['exam.code as exam', 's.code as session', 's.onDate as on', 's.fromTime as from'])
    .select(['o.id as offer', 'o.offeredAt', 'o.expiresAt'])
    .select(sql<string>`coalesce(p.student_number, '')`.as('student'))
    .where('w.endedAt', 'is', null)
  if (reach) query = query.where(reach)
  if (person) query = query.where('w.personId', '=', person)
  if (session) query = query.where('w.sessionId', '=', session)
  if (exam) query = query.where('r.examId', '=', exam)
  if (offered === true) query = query.where('o.id', 'is not', null)
  const rows = await query.orderBy('w.joinedAt').orderBy('w.id').limit(limit).execute()
  return rows.map(({givenName, prefix, familyName, ...row}) => ({
    ...row,
    name: listName({givenName, prefix, familyName}),
  }))
}
