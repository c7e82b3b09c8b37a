import {type SqlBool, sql} from 'kysely'
import type {RegistrationId} from '../../src/ids.ts'
import type {LifecycleQuestions, LifecycleStores, SessionState} from '../../src/lifecycle/store.ts'
import type {Opening} from './opening.ts'

/** Opens what is asked over all phases when a period is moved on. */
export function openLifecycle(opening: Opening): Pick<LifecycleStores, 'lifecycle'> {
  return {lifecycle: {...openSessionStates(opening), ...openMatters(opening), ...openCarryOver(opening)}}
}

const IS_UNUSED = sql<SqlBool>`not exists (select 1 from enrolment e where e.registration_id = r.id and e.ended_at is null)
  and not exists (select 1 from waiting_place w where w.registration_id = r.id and w.ended_at is null)`

function openSessionStates({tx}: Opening): Pick<LifecycleQuestions, 'sessions' | 'toEnrol'> {
  return {
    async sessions(period, exam) {
      const offered =
        exam === null
          ? sql``
          : sql`and exists (select 1 from session_exam x where x.session_id = s.id and x.exam_id = ${exam} and x.ended_at is null)`
      const query = sql<SessionState>`select s.id, s.code, s.state, s.published_at,
          cast(coalesce((select sum(p.capacity) from seat_pool p where p.session_id = s.id and p.ended_at is null), 0) as integer) as seats,
          cast((select count(*) from enrolment e where e.session_id = s.id and e.ended_at is null)
            + (select count(*) from waiting_place w where w.session_id = s.id and w.ended_at is null) as integer) as taken
        from session s where s.period_id = ${period} and s.ended_at is null and s.state <> 'cancelled' ${offered} order by s.code, s.id`
      return (await query.execute(tx)).rows
    },
    async toEnrol(period, sessions) {
      if (sessions.length === 0) return new Map()
      const offered = tx
        .selectFrom('sessionExam')
        .select('examId')
        .where('sessionId', 'in', sessions)
        .where('endedAt', 'is', null)
      const rows = await tx
        .selectFrom('registration as r')
        .select(['r.examId', sql<number>`cast(count(*) as integer)`.as('n')])
        .where('r.periodId', '=', period)
        .where('r.state', '=', 'agreed')
        .where('r.closedAt', 'is', null)
        .where('r.examId', 'in', offered)
        .where(IS_UNUSED)
        .groupBy('r.examId')
        .execute()
      return new Map(rows.map(({examId, n}) => [examId, n]))
    },
  }
}

function openMatters({tx}: Opening): Pick<LifecycleQuestions, 'openMatters'> {
  return {
    async openMatters(period) {
      const codes = async (query: ReturnType<typeof sql<{code: string}>>): Promise<string[]> =>
        (await query.execute(tx)).rows.map(({code}) => code)
      const count = async (query: ReturnType<typeof sql<{n: number}>>): Promise<number> =>
        (await query.execute(tx)).rows[0]?.n ?? 0
      return {
        sessions: await codes(sql`select s.code from session s where s.period_id = ${period} and s.ended_at is null
          and s.state in ('planned', 'published', 'final', 'running') order by s.code`),
        results:
          await count(sql`select cast(count(*) as integer) as n from session s join enrolment e on e.session_id = s.id
          join attempt a on a.enrolment_id = e.id
          where s.period_id = ${period} and a.ended_at is null and a.void = 0
            and not exists (select 1 from result t where t.attempt_id = a.id and t.part_id is null and t.ended_at is null and t.established_at is not null)
            and not (s.state = 'aborted' and a.counts = 0 and not exists (select 1 from result t
              where t.attempt_id = a.id and t.part_id is null and t.ended_at is null and (t.score is not null or t.passed is not null)))
            and not exists (select 1 from absence b where b.enrolment_id = e.id and b.ended_at is null and b.verdict is not null)`),
        absences:
          await count(sql`select cast(count(*) as integer) as n from absence b join registration r on r.id = b.registration_id
          where r.period_id = ${period} and b.ended_at is null and b.verdict is null`),
        cases: await codes(sql`select c.code from exam_case c join session s on s.id = c.session_id
          where s.period_id = ${period} and c.state in ('open', 'triaged') order by c.code`),
        registrations: await count(sql`select cast(count(*) as integer) as n from registration r
          where r.period_id = ${period} and r.closed_at is null`),
      }
    },
  }
}

function openCarryOver({tx}: Opening): Pick<LifecycleQuestions, 'unused' | 'moveToPeriod'> {
  return {
    unused: (period, after, limit) =>
      tx
        .selectFrom('registration as r')
        .selectAll('r')
        .where('r.periodId', '=', period)
        .where('r.closedAt', 'is', null)
        .where(IS_UNUSED)
        .where(sql<SqlBool>`r.id > ${after}`)
        .orderBy('r.id')
        .limit(limit)
        .execute(),
    async moveToPeriod(rows, to) {
      const moved = new Set<RegistrationId>()
      // What was carried over together has few versions, so there are few statements.
      for (const same of Map.groupBy(rows, ({version, late}) => `${version} ${late}`).values()) {
        const [{version, late} = {version: 0, late: false}] = same
        const changed = await tx
          .updateTable('registration as r')
          .set({periodId: to, late, version: version + 1})
          .where(
            'r.id',
            'in',
            same.map(({id}) => id),
          )
          .where('r.version', '=', version)
          .where('r.closedAt', 'is', null)
          .where(IS_UNUSED)
          .returning('id')
          .execute()
        for (const {id} of changed) moved.add(id)
      }
      return moved
    },
  }
}
