import {sql} from 'kysely'
import type {RegistrationQuestions, TeamCount} from '../../src/registration/store.ts'
import type {Opening} from './opening.ts'

/** What groups with a teacher are registered for in a period, in one aggregate. */
export function openRegistrationTeams({tx, access}: Opening): Pick<RegistrationQuestions, 'teams'> {
  return {
    async teams(period, group) {
      const mine = access.reach === 'all' ? sql`1 = 1` : sql`t.person_id = ${access.person ?? ''}`
      const one = group === undefined ? sql`1 = 1` : sql`g.id = ${group}`
      const {rows} =
        await sql<TeamCount>`select g.id as group_id, g.code as "group", t.person_id as teacher, x.code as exam, x.name as exam_name,
          cast((select count(*) from group_member a join person s on s.id = a.person_id and s.ended_at is null
            where a.group_id = g.id and a.ended_at is null) as integer) as students,
          cast(count(distinct r.person_id) as integer) as registered
        from class_group g join group_teacher t on t.group_id = g.id and t.ended_at is null
        join group_member m on m.group_id = g.id and m.ended_at is null
        left join registration r on r.person_id = m.person_id and r.period_id = ${period} and r.state in ('wanted', 'agreed', 'used')
        left join exam x on x.id = r.exam_id
        where g.ended_at is null and ${mine} and ${one}
        group by g.id, g.code, t.person_id, x.code, x.name
        order by g.code, coalesce(x.code, '')`.execute(tx)
      return rows
    },
  }
}
