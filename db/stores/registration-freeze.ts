import {type RawBuilder, sql} from 'kysely'
import type {ExamId} from '../../src/ids.ts'
import type {DemandFreeze} from '../../src/registration/model.ts'
import type {FreezeQuestions} from '../../src/registration/store.ts'
import type {Opening} from './opening.ts'

/** Rows in one statement: each has seven values, and SQLite takes 32,766. */
const ROWS = 4000

/** Opens the making of a freeze. */
export function openFreeze({tx}: Opening): FreezeQuestions {
  return {
    async addPlain(freeze, except) {
      await sql`insert into frozen_registration (freeze_id, registration_id, exam_id, person_id, location_id, extra_minutes, aids)
        select ${freeze.id}, r.id, r.exam_id, r.person_id, coalesce(r.location_id, p.location_id), 0, '[]'
        from registration r join person p on p.id = r.person_id
        where ${agreedIn(freeze, except)} and not ${HAS_NEEDS}`.execute(tx)
    },
    async withNeeds(freeze, except, after, limit) {
      const rows = await tx
        .selectFrom('registration as r')
        .innerJoin('person as p', 'p.id', 'r.personId')
        .selectAll('r')
        .select('p.locationId as studentLocationId')
        .where(agreedIn(freeze, except))
        .where(HAS_NEEDS)
        .where(sql<boolean>`r.id > ${after}`)
        .orderBy('r.id')
        .limit(limit)
        .execute()
      return rows.map(({studentLocationId, ...row}) => ({...row, locationId: row.locationId ?? studentLocationId}))
    },
    async add(rows) {
      for (let i = 0; i < rows.length; i += ROWS)
        await tx
          .insertInto('frozenRegistration')
          .values(rows.slice(i, i + ROWS))
          .execute()
    },
    async count(freezes) {
      if (freezes.length === 0) return 0
      const {n} = await tx
        .selectFrom('frozenRegistration')
        .select(sql<number>`cast(count(*) as integer)`.as('n'))
        .where('freezeId', 'in', freezes)
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

const HAS_NEEDS = sql<boolean>`exists (select 1 from need n where n.person_id = r.person_id and n.ended_at is null)`

function agreedIn({periodId, examId}: DemandFreeze, except: readonly ExamId[]): RawBuilder<boolean> {
  const one = examId === null ? sql`` : sql` and r.exam_id = ${examId}`
  const others = except.length === 0 ? sql`` : sql` and r.exam_id not in (${sql.join(except)})`
  return sql<boolean>`r.period_id = ${periodId} and r.state = 'agreed'${one}${others}`
}
