import {sql} from 'kysely'
import type {ExamId, GroupId, PersonId} from '../../src/ids.ts'
import type {Seat} from '../../src/enrolment/model.ts'
import type {Claimant, EnrolmentQuestions, HeldExam, HeldSeat} from '../../src/enrolment/store.ts'
import {inReachOf} from '../scope.ts'
import {membersOf} from './conditions.ts'
import type {Opening} from './opening.ts'
import {inPortions} from './planning-portions.ts'

type Seats = Pick<
  EnrolmentQuestions,
  'claimed' | 'poolsToHold' | 'claimants' | 'heldSeats' | 'relabelable' | 'countTaken'
>

/** Who asks for seats and who has them. */
export function openSeats(opening: Opening): Seats {
  const {tx, access} = opening
  return {
    async claimed({student, exam, session}) {
      const reach = inReachOf(access, 'r.personId')
      let query = tx
        .selectFrom('registration as r')
        .innerJoin('person as p', 'p.id', 'r.personId')
        .innerJoin('exam as x', 'x.id', 'r.examId')
        .innerJoin('session as s', (join) => join.on('s.code', '=', session).on('s.endedAt', 'is', null))
        .select(['r.id as registrationId', 'r.personId', 's.id as sessionId'])
        .where('p.studentNumber', '=', student)
        .where('p.endedAt', 'is', null)
        .where('x.code', '=', exam)
        .where('x.endedAt', 'is', null)
        .where('r.closedAt', 'is', null)
      if (reach) query = query.where(reach)
      return query.executeTakeFirst()
    },
    async poolsToHold(registrations, sessions) {
      const pools = () => tx.selectFrom('seatPool as p').select(['p.id', 'p.sessionId']).where('p.endedAt', 'is', null)
      const asked = await inPortions(sessions, (portion) => pools().where('p.sessionId', 'in', portion).execute())
      const offered = await inPortions(registrations, (portion) =>
        pools()
          .where('p.sessionId', 'in', (eb) =>
            eb
              .selectFrom('waitingPlace as w')
              .innerJoin('seatOffer as o', 'o.waitingPlaceId', 'w.id')
              .select('w.sessionId')
              .where('w.registrationId', 'in', portion)
              .where('w.endedAt', 'is', null)
              .where('o.state', '=', 'open'),
          )
          .execute(),
      )
      return [...asked, ...offered]
    },
    claimants: (persons) => claimants(opening, persons),
    heldSeats: (sessions, persons) => heldSeats(opening, sessions, persons),
    async relabelable(general, {filterKind, filterId}, limit) {
      let query = tx
        .selectFrom('seat')
        .selectAll('seat')
        .where('seat.poolId', '=', general)
        .where('seat.endedAt', 'is', null)
      if (filterKind === 'group') {
        query = query.where('seat.personId', 'in', membersOf(tx, filterId as GroupId))
      } else if (filterKind === 'exam') {
        const taken = tx
          .selectFrom('enrolment')
          .innerJoin('sessionExam', 'sessionExam.id', 'enrolment.sessionExamId')
          .select('enrolment.seatId')
          .where('sessionExam.examId', '=', filterId as ExamId)
          .where('enrolment.endedAt', 'is', null)
        query = query.where('seat.id', 'in', taken)
      } else {
        query = query.where(
          sql<boolean>`coalesce((select r.location_id from enrolment e join registration r on r.id = e.registration_id
            where e.seat_id = seat.id and e.ended_at is null order by e.position limit 1),
            (select p.location_id from person p where p.id = seat.person_id)) = ${filterId}`,
        )
      }
      return query.orderBy('seat.id').limit(limit).execute()
    },
    async countTaken(changes) {
      for (const [pool, change] of changes) {
        if (change === 0) continue
        await tx
          .updateTable('seatPool')
          .set({taken: sql`taken + ${sql.lit(change)}`, version: sql`version + 1`})
          .where('id', '=', pool)
          .execute()
      }
    },
  }
}

async function claimants({tx}: Opening, persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Claimant>> {
  const people = await inPortions(persons, (portion) =>
    tx
      .selectFrom('person')
      .select(['id', 'studentNumber', 'locationId', 'endedAt'])
      .where('id', 'in', portion)
      .execute(),
  )
  const needs = Map.groupBy(
    await inPortions(persons, (portion) =>
      tx
        .selectFrom('need')
        .selectAll()
        .where('personId', 'in', portion)
        .where('endedAt', 'is', null)
        .orderBy('id')
        .execute(),
    ),
    ({personId}) => personId,
  )
  const groups = Map.groupBy(
    await inPortions(persons, (portion) =>
      tx
        .selectFrom('groupMember')
        .select(['personId', 'groupId'])
        .where('personId', 'in', portion)
        .where('endedAt', 'is', null)
        .orderBy('id')
        .execute(),
    ),
    ({personId}) => personId,
  )
  return new Map(
    people.map(({id, studentNumber, locationId, endedAt}) => [
      id,
      {
        personId: id,
        student: studentNumber ?? '',
        locationId,
        ended: endedAt !== null,
        groupIds: (groups.get(id) ?? []).map(({groupId}) => groupId),
        needs: needs.get(id) ?? [],
      },
    ]),
  )
}

async function heldSeats(
  {tx}: Opening,
  sessions: Parameters<EnrolmentQuestions['heldSeats']>[0],
  persons: readonly PersonId[],
): Promise<readonly HeldSeat[]> {
  if (sessions.length === 0) return []
  const seats: Seat[] = await inPortions(persons, (portion) =>
    tx
      .selectFrom('seat')
      .selectAll()
      .where('sessionId', 'in', sessions)
      .where('personId', 'in', portion)
      .where('endedAt', 'is', null)
      .orderBy('id')
      .execute(),
  )
  const exams = await inPortions(
    seats.map(({id}) => id),
    (portion) =>
      tx
        .selectFrom('enrolment as e')
        .innerJoin('sessionExam as x', 'x.id', 'e.sessionExamId')
        .innerJoin('exam', 'exam.id', 'x.examId')
        .innerJoin('registration as r', 'r.id', 'e.registrationId')
        .innerJoin('examVersion as v', 'v.id', 'e.examVersionId')
        .select([
          'e.id as enrolmentId',
          'e.registrationId',
          'e.seatId',
          'e.position',
          'e.extraMinutes',
          'e.aids',
          'v.minutes',
        ])
        .select(['r.code as registration', 'exam.id as examId', 'exam.code', 'exam.name', 'exam.rules'])
        .where('e.seatId', 'in', portion)
        .where('e.endedAt', 'is', null)
        .orderBy('e.position')
        .orderBy('e.id')
        .execute(),
  )
  const bySeat = Map.groupBy(exams, ({seatId}) => seatId)
  return seats.map((seat) => ({
    ...seat,
    exams: (bySeat.get(seat.id) ?? []).map(({examId, code, name, rules, seatId: _, ...exam}): HeldExam => ({
      ...exam,
      exam: {id: examId, code, name, rules},
    })),
  }))
}
