import {type RawBuilder, sql} from 'kysely'
import type {ExamId} from '../../src/ids.ts'
import type {DemandFreeze} from '../../src/registration/model.ts'
import type {FreezeQuestions} from '../../src/registration/store.ts'
import type {Opening} from './opening.ts'

/** Rows in one statement: more would hold the event loop while the statement is written. */
const ROWS = 500

/** Opens the making of a freeze. */
export function openFreeze({tx, kind}: Opening): FreezeQuestions {
  return {
    async addPlain(freeze, except) {
      await sql`insert into frozen_registration (freeze_id, registration_id, exam_id, person_id, location_id, extra_minutes, aids)
        select ${freeze.id}, r.id, r.exam_id, r.person_id, coalesce(r.location_id, p.location_id), 0, '[]'
        from registration r join person p on p.id = r.person_id
        where ${agreedIn(freeze, except)} and not exists (select 1 from need n where n.person_id = r.person_id and n.ended_at is null)`.execute(
        tx,
      )
    },
    async personsWithNeeds(after, limit) {
      const rows = await tx
        .selectFrom('need')
        .select('personId')
        .distinct()
        .where('endedAt', 'is', null)
        .where(sql<boolean>`person_id > ${after}`)
        .orderBy('personId')
        .limit(limit)
        .execute()
      return rows.map(({personId}) => personId)
    },
    async of(freeze, except, persons) {
      return tx
        .selectFrom('registration as r')
        .innerJoin('person as p', 'p.id', 'r.personId')
        .select((of) => [
          'r.id as registrationId',
          'r.examId',
          'r.personId',
          of.fn.coalesce('r.locationId', 'p.locationId').as('locationId'),
        ])
        .where('r.personId', 'in', persons)
        .where(agreedIn(freeze, except))
        .execute()
    },
    async add(rows) {
      for (let i = 0; i < rows.length; i += ROWS)
        await tx
          .insertInto('frozenRegistration')
          .values(rows.slice(i, i + ROWS))
          .execute()
    },
    async settle({id}) {
      // Statistics from before the freeze let the planner look its rows up one by one, in twice the time.
      if (kind === 'postgres') await sql`analyze frozen_registration`.execute(tx)
      const {n} = await tx
        .selectFrom('frozenRegistration')
        .select(sql<number>`cast(count(*) as integer)`.as('n'))
        .where('freezeId', '=', id)
        .executeTakeFirstOrThrow()
      return n
    },
    async frozenAt(registration) {
      const freeze = await tx
        .selectFrom('frozenRegistration')
        .innerJoin('demandFreeze', 'demandFreeze.id', 'frozenRegistration.freezeId')
        .select('demandFreeze.frozenAt')
        .where('frozenRegistration.registrationId', '=', registration)
        .where('demandFreeze.undoneAt', 'is', null)
        .executeTakeFirst()
      return freeze?.frozenAt ?? null
    },
  }
}

function agreedIn({periodId, examId}: DemandFreeze, except: readonly ExamId[]): RawBuilder<boolean> {
  const one = examId === null ? sql`` : sql` and r.exam_id = ${examId}`
  const others = except.length === 0 ? sql`` : sql` and r.exam_id not in (${sql.join(except)})`
  return sql<boolean>`r.period_id = ${periodId} and r.state = 'agreed'${one}${others}`
}
