import {type Kysely, type RawBuilder, type SqlBool, sql} from 'kysely'
import type {GroupId} from '../../src/ids.ts'
import type {Tables} from '../tables.ts'

/** That registration `r` of a query has no active enrolment. */
export const NOT_ENROLLED: RawBuilder<SqlBool> = sql<SqlBool>`not exists (select 1 from enrolment ne
  where ne.registration_id = r.id and ne.ended_at is null)`

/** The students of a group, to be among: `where('e.personId', 'in', membersOf(tx, group))`. */
export function membersOf(tx: Kysely<Tables>, group: GroupId) {
  return tx.selectFrom('groupMember').select('personId').where('groupId', '=', group).where('endedAt', 'is', null)
}
