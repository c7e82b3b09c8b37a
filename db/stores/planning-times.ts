import {type Kysely, sql} from 'kysely'
import type {PersonId} from '../../src/ids.ts'
import type {Availability, Engagement, PlanningQuestions} from '../../src/planning/store.ts'
import {plusMinutes, type Span} from '../../src/time.ts'
import type {Tables} from '../tables.ts'
import {NOT_ENROLLED} from './conditions.ts'
import type {Opening} from './opening.ts'
import {inPortions} from './planning-portions.ts'

type Times = Pick<PlanningQuestions, 'bookings' | 'blocks' | 'availability' | 'promises' | 'distances'>

/** What fills the time of rooms and persons, over all periods. */
export function openTimes({tx}: Opening): Times {
  return {
    bookings: (rooms, span) =>
      inPortions(rooms, (portion) =>
        tx
          .selectFrom('roomBooking as b')
          .leftJoin('session as s', 's.id', 'b.sessionId')
          .selectAll('b')
          .select('s.code as session')
          .where('b.roomId', 'in', portion)
          .where('b.endedAt', 'is', null)
          .where('b.startsAt', '<', span.endsAt)
          .where('b.endsAt', '>', span.startsAt)
          .orderBy('b.startsAt')
          .orderBy('b.id')
          .execute(),
      ),
    async blocks(rooms, locations, span) {
      const around = () =>
        tx
          .selectFrom('block')
          .selectAll()
          .where('endedAt', 'is', null)
          .where('startsAt', '<', span.endsAt)
          .where('endsAt', '>', span.startsAt)
          .orderBy('startsAt')
          .orderBy('id')
      return [
        ...(await inPortions(rooms, (portion) => around().where('roomId', 'in', portion).execute())),
        ...(await inPortions(locations, (portion) => around().where('locationId', 'in', portion).execute())),
      ]
    },
    availability: (persons, span) => availability(tx, persons, span),
    distances: () =>
      tx.selectFrom('locationDistance').selectAll().orderBy('fromLocationId').orderBy('toLocationId').execute(),
    async promises(persons, span) {
      const rows = await inPortions(persons, (portion) => promisesOf(tx, portion, span))
      return new Map(
        [...Map.groupBy(rows, ({personId}) => personId)].map(([person, list]) => [person, list.map(withoutPerson)]),
      )
    },
  }
}

async function availability(
  tx: Kysely<Tables>,
  persons: readonly PersonId[],
  span: Span,
): Promise<ReadonlyMap<PersonId, Availability>> {
  const days = Map.groupBy(await inPortions(persons, (portion) => daysOf(tx, portion)), ({personId}) => personId)
  const groupDays = Map.groupBy(
    await inPortions(persons, (portion) => groupDaysOf(tx, portion)),
    ({memberId}) => memberId,
  )
  const blocks = Map.groupBy(
    await inPortions(persons, (portion) => blocksOf(tx, portion, span)),
    ({personId}) => personId,
  )
  const busy = Map.groupBy(
    await inPortions(persons, (portion) => engagementsOf(tx, portion, span)),
    ({personId}) => personId,
  )
  return new Map(
    persons.map((person) => [
      person,
      {
        days: days.get(person) ?? [],
        groupDays: (groupDays.get(person) ?? []).map(({memberId: _, ...day}) => day),
        blocks: (blocks.get(person) ?? []).map(({startsAt, endsAt, kind}) => ({startsAt, endsAt, kind})),
        engagements: (busy.get(person) ?? []).map(withoutPerson),
      },
    ]),
  )
}

function withoutPerson({personId: _, ...engagement}: Engagement & {personId: PersonId}): Engagement {
  return engagement
}

const daysOf = (tx: Kysely<Tables>, persons: readonly PersonId[]) =>
  tx
    .selectFrom('availableDay')
    .selectAll()
    .where('personId', 'in', persons)
    .where('endedAt', 'is', null)
    .orderBy('id')
    .execute()

const groupDaysOf = (tx: Kysely<Tables>, persons: readonly PersonId[]) =>
  tx
    .selectFrom('groupMember as m')
    .innerJoin('availableDay as d', 'd.groupId', 'm.groupId')
    .selectAll('d')
    .select('m.personId as memberId')
    .where('m.personId', 'in', persons)
    .where('m.endedAt', 'is', null)
    .where('d.endedAt', 'is', null)
    .orderBy('d.id')
    .execute()

async function blocksOf(tx: Kysely<Tables>, persons: readonly PersonId[], span: Span) {
  const own = await tx
    .selectFrom('block')
    .select(['personId', 'startsAt', 'endsAt'])
    .where('personId', 'in', persons)
    .where('endedAt', 'is', null)
    .where('startsAt', '<', span.endsAt)
    .where('endsAt', '>', span.startsAt)
    .orderBy('startsAt')
    .orderBy('id')
    .execute()
  const ofGroups = await tx
    .selectFrom('groupMember as m')
    .innerJoin('block as b', 'b.groupId', 'm.groupId')
    .select(['m.personId', 'b.startsAt', 'b.endsAt'])
    .where('m.personId', 'in', persons)
    .where('m.endedAt', 'is', null)
    .where('b.endedAt', 'is', null)
    .where('b.startsAt', '<', span.endsAt)
    .where('b.endsAt', '>', span.startsAt)
    .orderBy('b.startsAt')
    .orderBy('b.id')
    .execute()
  return [
    ...own.map(({personId, ...times}) => ({personId: personId as PersonId, kind: 'person' as const, ...times})),
    ...ofGroups.map((row) => ({...row, kind: 'group' as const})),
  ]
}

/** Seats, duties, and the further days of a session that lasts several. */
async function engagementsOf(tx: Kysely<Tables>, persons: readonly PersonId[], span: Span) {
  const seats = await tx
    .selectFrom('seat as x')
    .innerJoin('session as s', 's.id', 'x.sessionId')
    .select([
      'x.personId',
      's.id as sessionId',
      's.code as session',
      's.locationId',
      'x.startsAt',
      'x.endsAt',
      sql<'seat'>`'seat'`.as('kind'),
    ])
    .where('x.personId', 'in', persons)
    .where('x.endedAt', 'is', null)
    .where('x.startsAt', '<', span.endsAt)
    .where('x.endsAt', '>', span.startsAt)
    .orderBy('x.startsAt')
    .orderBy('x.id')
    .execute()
  const duties = await tx
    .selectFrom('sessionDuty as x')
    .innerJoin('session as s', 's.id', 'x.sessionId')
    .select([
      'x.personId',
      's.id as sessionId',
      's.code as session',
      's.locationId',
      'x.startsAt',
      'x.endsAt',
      sql<'duty'>`'duty'`.as('kind'),
    ])
    .where('x.personId', 'in', persons)
    .where('x.endedAt', 'is', null)
    .where('x.startsAt', '<', span.endsAt)
    .where('x.endsAt', '>', span.startsAt)
    .orderBy('x.startsAt')
    .orderBy('x.id')
    .execute()
  return [
    ...seats,
    ...(await laterDays(tx, 'seat', persons, span)),
    ...duties,
    ...(await laterDays(tx, 'duty', persons, span)),
  ]
}

async function laterDays(tx: Kysely<Tables>, kind: Engagement['kind'], persons: readonly PersonId[], span: Span) {
  const parts = tx
    .selectFrom('sessionPart as p')
    .innerJoin('session as s', 's.id', 'p.sessionId')
    .select(['s.id as sessionId', 's.code as session', 's.locationId', 'p.startsAt', 'p.endsAt', 'p.id as partId'])
    .where('p.endedAt', 'is', null)
    .where('p.startsAt', '<', span.endsAt)
    .where('p.endsAt', '>', span.startsAt)
    .whereRef('p.startsAt', '>=', 's.endsAt')
  const engaged = tx.with('part', () => parts).selectFrom('part')
  const query =
    kind === 'seat'
      ? engaged
          .innerJoin('seat as x', 'x.sessionId', 'part.sessionId')
          .selectAll('part')
          .select('x.personId')
          .where('x.personId', 'in', persons)
          .where('x.endedAt', 'is', null)
      : engaged
          .innerJoin('sessionDuty as x', 'x.sessionId', 'part.sessionId')
          .selectAll('part')
          .select('x.personId')
          .where('x.personId', 'in', persons)
          .where('x.endedAt', 'is', null)
  const rows = await query.orderBy('part.startsAt').orderBy('part.partId').execute()
  return rows.map(({partId: _, ...row}) => ({...row, kind}))
}

/** Places of applied plans: one for each student and session, since a seat holds all he takes there; of an oral its own time. */
async function promisesOf(tx: Kysely<Tables>, persons: readonly PersonId[], span: Span) {
  const rows = await promisedRows(tx, persons, span)
  return rows.map(({slotStartsAt, slotEndsAt, preparationMinutes, ...place}) =>
    slotStartsAt === null || slotEndsAt === null
      ? place
      : {...place, startsAt: plusMinutes(slotStartsAt, -(preparationMinutes ?? 0)), endsAt: slotEndsAt},
  )
}

const promisedRows = (tx: Kysely<Tables>, persons: readonly PersonId[], span: Span) =>
  tx
    .selectFrom('planSeat as p')
    .innerJoin('plan', 'plan.id', 'p.planId')
    .innerJoin('session as s', 's.id', 'p.sessionId')
    .innerJoin('registration as r', 'r.id', 'p.registrationId')
    .leftJoin('oralSlot as o', (join) =>
      join.onRef('o.registrationId', '=', 'r.id').onRef('o.sessionId', '=', 's.id').on('o.endedAt', 'is', null),
    )
    .select([
      'r.personId',
      's.id as sessionId',
      's.code as session',
      's.locationId',
      's.startsAt',
      's.endsAt',
      'o.startsAt as slotStartsAt',
      'o.endsAt as slotEndsAt',
      'o.preparationMinutes',
      sql<'seat'>`'seat'`.as('kind'),
    ])
    .distinct()
    .where('r.personId', 'in', persons)
    .where('plan.state', '=', 'applied')
    .where('s.endedAt', 'is', null)
    .where('r.closedAt', 'is', null)
    .where('s.startsAt', '<', span.endsAt)
    .where('s.endsAt', '>', span.startsAt)
    .where(NOT_ENROLLED)
    .orderBy('s.startsAt')
    .orderBy('s.id')
    .execute()
