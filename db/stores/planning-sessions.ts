import {sql} from 'kysely'
import {fullName} from '../../src/institution/people/names.ts'
import type {SeatedStudent, PlanningQuestions} from '../../src/planning/store.ts'
import {NOT_ENROLLED} from './conditions.ts'
import type {Opening} from './opening.ts'
import {inPortions} from './planning-portions.ts'

type Sessions = Pick<
  PlanningQuestions,
  'sessions' | 'sessionsDuring' | 'seated' | 'promisedIn' | 'roster' | 'retimeSeats' | 'clearSession' | 'inUse'
>

/** Sessions as the office looks for them, and the seats that go along when one is moved or cancelled. */
export function openSessions({tx, access}: Opening): Sessions {
  return {
    sessions({period, room, location, exam, staff, states, from, to, ended, after, limit}) {
      let query = tx.selectFrom('session as s').selectAll('s')
      if (period !== undefined) query = query.where('s.periodId', '=', period)
      if (room !== undefined) query = query.where('s.roomId', '=', room)
      if (location !== undefined) query = query.where('s.locationId', '=', location)
      if (states !== undefined) query = query.where('s.state', 'in', states)
      if (from !== undefined) query = query.where('s.onDate', '>=', from)
      if (to !== undefined) query = query.where('s.onDate', '<=', to)
      if (ended !== true) query = query.where('s.endedAt', 'is', null)
      if (after !== undefined) query = query.where('s.code', '>', after)
      if (exam !== undefined) {
        query = query.where(({exists, selectFrom}) =>
          exists(
            selectFrom('sessionExam as x')
              .select('x.id')
              .whereRef('x.sessionId', '=', 's.id')
              .where('x.examId', '=', exam)
              .where('x.endedAt', 'is', null),
          ),
        )
      }
      if (staff !== undefined) {
        query = query.where(({exists, selectFrom}) =>
          exists(
            selectFrom('sessionDuty as d')
              .select('d.id')
              .whereRef('d.sessionId', '=', 's.id')
              .where('d.personId', '=', staff)
              .where('d.endedAt', 'is', null),
          ),
        )
      }
      query = query.orderBy('s.code').orderBy('s.id')
      return (limit === undefined ? query : query.limit(limit)).execute()
    },
    sessionsDuring: (span) =>
      tx
        .selectFrom('session')
        .selectAll()
        .where('endedAt', 'is', null)
        .where('startsAt', '<', span.endsAt)
        .where('endsAt', '>', span.startsAt)
        .orderBy('code')
        .orderBy('id')
        .execute(),
    async seated(session) {
      const seats = await tx
        .selectFrom('seat as z')
        .innerJoin('person as p', 'p.id', 'z.personId')
        .select(['z.id as seatId', 'z.personId', 'p.studentNumber as student', 'z.poolId', 'z.startsAt', 'z.endsAt'])
        .where('z.sessionId', '=', session)
        .where('z.endedAt', 'is', null)
        .orderBy('p.searchKey')
        .orderBy('z.id')
        .execute()
      const enrolments = await tx
        .selectFrom('enrolment as e')
        .innerJoin('registration as r', 'r.id', 'e.registrationId')
        .innerJoin('exam as x', 'x.id', 'r.examId')
        .select(['e.seatId', 'e.registrationId', 'x.code as exam'])
        .where('e.sessionId', '=', session)
        .where('e.endedAt', 'is', null)
        .orderBy('e.position')
        .orderBy('e.id')
        .execute()
      const bySeat = Map.groupBy(enrolments, ({seatId}) => seatId)
      return seats.map((seat): SeatedStudent => {
        const own = bySeat.get(seat.seatId) ?? []
        return {
          ...seat,
          student: seat.student ?? '',
          exams: own.map(({exam}) => exam),
          registrations: own.map(({registrationId}) => registrationId),
        }
      })
    },
    async promisedIn(session) {
      const rows = await tx
        .selectFrom('planSeat as h')
        .innerJoin('plan', 'plan.id', 'h.planId')
        .innerJoin('registration as r', 'r.id', 'h.registrationId')
        .innerJoin('person as p', 'p.id', 'r.personId')
        .select(['r.id as registrationId', 'r.personId', 'r.examId', 'p.studentNumber as student'])
        .where('h.sessionId', '=', session)
        .where('plan.state', '=', 'applied')
        .where('r.closedAt', 'is', null)
        .where(NOT_ENROLLED)
        .orderBy('p.searchKey')
        .orderBy('r.id')
        .execute()
      return rows.map((row) => ({...row, student: row.student ?? ''}))
    },
    async roster(session) {
      const rows = await tx
        .selectFrom('oralSlot as o')
        .innerJoin('sessionExam as x', 'x.id', 'o.sessionExamId')
        .innerJoin('exam', 'exam.id', 'x.examId')
        .leftJoin('enrolment as e', 'e.id', 'o.enrolmentId')
        .leftJoin('registration as r', (join) =>
          join.on(({eb, ref, fn}) => eb('r.id', '=', fn.coalesce(ref('e.registrationId'), ref('o.registrationId')))),
        )
        .leftJoin('person as p', 'p.id', 'r.personId')
        .selectAll('o')
        .select([
          'exam.code as exam',
          'p.studentNumber as student',
          'p.givenName',
          'p.prefix',
          'p.familyName',
          'r.code as registration',
        ])
        .where('o.sessionId', '=', session)
        .where('o.endedAt', 'is', null)
        .orderBy('o.startsAt')
        .orderBy('o.id')
        .execute()
      return rows.map(({givenName, prefix, familyName, ...slot}) => ({
        ...slot,
        name: givenName === null ? null : fullName({givenName, prefix: prefix ?? '', familyName: familyName ?? ''}),
      }))
    },
    async retimeSeats(session, change) {
      // All at once: one seat's new time may be another's old one.
      const seats = await tx
        .selectFrom('seat')
        .select(['id', 'startsAt', 'endsAt'])
        .where('sessionId', '=', session)
        .where('endedAt', 'is', null)
        .execute()
      for (const {from, to} of change) {
        const ids = seats
          .filter(({startsAt, endsAt}) => startsAt === from.startsAt && endsAt === from.endsAt)
          .map(({id}) => id)
        if (ids.length > 0) {
          await tx
            .updateTable('seat')
            .set({startsAt: to.startsAt, endsAt: to.endsAt, version: sql`version + 1`})
            .where('id', 'in', ids)
            .execute()
        }
      }
    },
    async clearSession(session, reason) {
      const raised = {version: sql<number>`version + 1`}
      const waiting = tx
        .selectFrom('waitingPlace')
        .select('id')
        .where('sessionId', '=', session)
        .where('endedAt', 'is', null)
      await tx
        .updateTable('seatOffer')
        .set({state: 'expired', decidedAt: access.now})
        .where('state', '=', 'open')
        .where('waitingPlaceId', 'in', waiting)
        .execute()
      const places = await tx
        .updateTable('waitingPlace')
        .set({endedAt: access.now, endReason: reason})
        .where('sessionId', '=', session)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      const enrolments = await tx
        .updateTable('enrolment')
        .set({endedAt: access.now, endReason: reason, ...raised})
        .where('sessionId', '=', session)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      const seats = await tx
        .updateTable('seat')
        .set({endedAt: access.now, ...raised})
        .where('sessionId', '=', session)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      await tx
        .updateTable('seatPool')
        .set({taken: 0, endedAt: access.now, ...raised})
        .where('sessionId', '=', session)
        .where('endedAt', 'is', null)
        .execute()
      await tx
        .updateTable('oralSlot')
        .set({enrolmentId: null})
        .where('sessionId', '=', session)
        .where('endedAt', 'is', null)
        .execute()
      return {
        enrolments: Number(enrolments.numUpdatedRows),
        seats: Number(seats.numUpdatedRows),
        waiting: Number(places.numUpdatedRows),
      }
    },
    async inUse(sessions) {
      const used = await inPortions(sessions, async (portion) => [
        ...(await tx.selectFrom('seat').select('sessionId').where('sessionId', 'in', portion).execute()),
        ...(await tx.selectFrom('waitingPlace').select('sessionId').where('sessionId', 'in', portion).execute()),
        ...(await tx.selectFrom('sessionReport').select('sessionId').where('sessionId', 'in', portion).execute()),
      ])
      return new Set(used.map(({sessionId}) => sessionId))
    },
  }
}
