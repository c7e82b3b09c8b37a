import {sql} from 'kysely'
import type {PlanningQuestions} from '../../src/planning/store.ts'
import type {Opening} from './opening.ts'

type Plans = Pick<PlanningQuestions, 'plans' | 'addPlanSeats' | 'clearPlanSeats' | 'planSeats' | 'certificateBasis'>

/** What plans hold, and what a certificate rests on. */
export function openPlans({tx}: Opening): Plans {
  return {
    plans(period) {
      let query = tx
        .selectFrom('plan')
        .select(['id', 'code', 'periodId', 'state', 'problemDigest', 'costs', 'createdAt', 'appliedAt', 'version'])
        .select(sql<number>`(select cast(count(*) as integer) from plan_seat where plan_id = plan.id)`.as('seats'))
      if (period !== undefined) query = query.where('periodId', '=', period)
      return query.orderBy('createdAt').orderBy('id').execute()
    },
    async addPlanSeats(rows) {
      for (let i = 0; i < rows.length; i += 5_000) {
        await tx
          .insertInto('planSeat')
          .values(rows.slice(i, i + 5_000))
          .execute()
      }
    },
    async clearPlanSeats(plan) {
      await tx.deleteFrom('planSeat').where('planId', '=', plan).execute()
    },
    planSeats: (plan) =>
      tx.selectFrom('planSeat').selectAll().where('planId', '=', plan).orderBy('registrationId').execute(),
    async certificateBasis(period) {
      const sessions = await tx
        .selectFrom('session')
        .select([
          sql<number>`cast(count(*) as integer)`.as('n'),
          sql<number>`cast(coalesce(sum(version), 0) as integer)`.as('versions'),
        ])
        .where('periodId', '=', period)
        .where('endedAt', 'is', null)
        .executeTakeFirstOrThrow()
      const pools = await tx
        .selectFrom('seatPool as o')
        .innerJoin('session as s', 's.id', 'o.sessionId')
        .select([
          sql<number>`cast(coalesce(sum(o.capacity), 0) as integer)`.as('capacity'),
          sql<number>`cast(coalesce(sum(o.taken), 0) as integer)`.as('taken'),
        ])
        .where('s.periodId', '=', period)
        .where('o.endedAt', 'is', null)
        .executeTakeFirstOrThrow()
      const enrolments = await tx
        .selectFrom('enrolment as e')
        .innerJoin('registration as r', 'r.id', 'e.registrationId')
        .select([
          sql<number>`cast(count(*) as integer)`.as('n'),
          sql<string>`coalesce(max(e.enrolled_at), '')`.as('last'),
        ])
        .where('r.periodId', '=', period)
        .where('e.endedAt', 'is', null)
        .executeTakeFirstOrThrow()
      const registrations = await tx
        .selectFrom('registration')
        .select([
          sql<number>`cast(count(*) as integer)`.as('n'),
          sql<number>`cast(coalesce(sum(version), 0) as integer)`.as('versions'),
        ])
        .where('periodId', '=', period)
        .where('state', '=', 'agreed')
        .where('closedAt', 'is', null)
        .executeTakeFirstOrThrow()
      return [sessions, pools, enrolments, registrations].flatMap((row) => Object.values(row)).join(' ')
    },
  }
}
