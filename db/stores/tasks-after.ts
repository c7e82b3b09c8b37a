import {sql} from 'kysely'
import type {TaskName} from '../../src/lifecycle/task-kind.ts'
import {plusDays} from '../../src/time.ts'
import {type Asked, mainProgramme, OF_A_ROLE, type TaskQuery} from './tasks-query.ts'

/** Counts matters by what they are about, and by exam and programme, since these say whose they are. */
const byMatter = (
  matters: ReturnType<typeof sql>,
) => sql`select null as person_id, v.about, min(v.first) as first, v.exam_id, v.programme_id,
    null as board_id, count(*) as n, min(v.due_at) as due_at
  from (${matters}) v group by v.about, v.exam_id, v.programme_id`

/** A row for each matter of a case: one for every exam and programme of its candidates, or of its session. */
const cases = (
  which: ReturnType<typeof sql>,
) => sql`select distinct null as person_id, coalesce(p.code, '') as about, c.code as first,
    coalesce(r.exam_id, o.exam_id, c.exam_id) as exam_id, ${mainProgramme('k.person_id')} as programme_id, null as board_id, 1 as n, null as due_at
  from exam_case c left join session s on s.id = c.session_id left join period p on p.id = s.period_id
  left join case_candidate k on k.case_id = c.id left join enrolment e on e.id = k.enrolment_id left join registration r on r.id = e.registration_id
  left join session_exam o on o.session_id = c.session_id and o.ended_at is null and k.id is null and (c.exam_id is null or o.exam_id = c.exam_id)
  where ${which}`

/** Attempts with their period; one that is void or was broken off gets no result. */
const attempts = sql`attempt a join exam x on x.id = a.exam_id left join enrolment e on e.id = a.enrolment_id
  left join session s on s.id = e.session_id left join period p on p.id = s.period_id`
const COUNTS_STILL = sql`a.ended_at is null and a.void = 0`
const result = (which: ReturnType<typeof sql>) =>
  sql`exists (select 1 from result t where t.attempt_id = a.id and t.part_id is null and t.ended_at is null and ${which})`
const HELD = sql`exists (select 1 from result_message h where h.attempt_id = a.id and h.state = 'held')`
const IN_A_CASE = sql`exists (select 1 from case_candidate k join exam_case c on c.id = k.case_id
  where k.enrolment_id = a.enrolment_id and k.decided_at is null and c.state in ('open', 'triaged'))`
const ABSENT_WITHOUT_REASON = sql`exists (select 1 from absence b where b.enrolment_id = a.enrolment_id and b.ended_at is null and b.verdict = 'invalid')`
const REPORTED = sql`(a.enrolment_id is null or exists (select 1 from session_report g where g.session_id = s.id and g.state = 'signed'))`

/** So many days before a mandate ends, its board is told. */
const MANDATE_DAYS = 30

/** What waits after the exams were taken, and in the running of it all. */
export const OUTCOME_TASKS = {
  'judge-absences': () =>
    byMatter(sql`select p.code as about, x.code as first, r.exam_id, ${mainProgramme('r.person_id')} as programme_id, null as due_at
      from absence b join registration r on r.id = b.registration_id join period p on p.id = r.period_id join exam x on x.id = r.exam_id
      where b.ended_at is null and b.verdict is null`),
  'triage-cases': () => cases(sql`c.state = 'open'`),
  'decide-minor-cases': () => cases(sql`c.state = 'triaged' and c.severity = 'minor'`),
  'decide-board-cases': () => cases(sql`c.state = 'triaged' and c.severity = 'board'`),
  'record-results':
    () => sql`select p.code as about, min(x.code) as first, ${OF_A_ROLE}, count(*) as n, null as due_at from ${attempts}
    where ${COUNTS_STILL} and p.code is not null and a.attendance in ('present', 'notFinished') and s.state = 'reported'
      and not ${result(sql`(t.score is not null or t.passed is not null)`)} group by p.code`,
  'decide-held': () =>
    byMatter(sql`select x.code as about, x.code as first, a.exam_id, ${mainProgramme('a.person_id')} as programme_id, null as due_at
      from result_message h join attempt a on a.id = h.attempt_id join exam x on x.id = a.exam_id where h.state = 'held'`),
  'establish-results': () =>
    byMatter(sql`select p.code as about, x.code as first, a.exam_id, ${mainProgramme('a.person_id')} as programme_id, null as due_at from ${attempts}
      where ${COUNTS_STILL} and p.code is not null and ${REPORTED} and not ${HELD} and not ${IN_A_CASE}
        and not ${result(sql`t.established_at is not null`)}
        and (${result(sql`(t.score is not null or t.passed is not null)`)} or ${ABSENT_WITHOUT_REASON})`),
  'publish-results': () =>
    byMatter(sql`select p.code as about, x.code as first, a.exam_id, ${mainProgramme('a.person_id')} as programme_id, null as due_at from ${attempts}
      where ${COUNTS_STILL} and p.code is not null and not ${IN_A_CASE}
        and ${result(sql`t.established_at is not null and t.published_at is null`)}`),
  'decide-resits': () =>
    byMatter(sql`select x.code as about, q.code as first, q.exam_id, ${mainProgramme('q.person_id')} as programme_id, null as due_at
      from resit_request q join exam x on x.id = q.exam_id where q.state = 'asked'`),
  'arrange-resits': () => sql`select x.code as about, min(q.code) as first, ${OF_A_ROLE}, count(*) as n, null as due_at
    from resit_request q join exam x on x.id = q.exam_id where q.state = 'waits-for-sis' group by x.code`,
  'renew-mandates': ({
    today,
  }) => sql`select null as person_id, b.code as about, min(m.code) as first, null as exam_id, null as programme_id,
      b.id as board_id, count(*) as n, min(m.to_on) as due_at
    from mandate m join exam_board b on b.id = m.board_id and b.ended_at is null
    where m.revoked_at is null and m.to_on >= ${today} and m.to_on <= ${plusDays(today, MANDATE_DAYS)} group by b.id, b.code`,
  'look-at-steps':
    () => sql`select p.code as about, min(t.deed) as first, ${OF_A_ROLE}, count(*) as n, min(t.due_at) as due_at
    from period_transition t join period p on p.id = t.period_id
    where t.done_at is null and t.undone_at is null and t.reported_reasons is not null group by p.code`,
  'finish-runs': () => sql`select 'runs' as about, min(r.code) as first, ${OF_A_ROLE}, count(*) as n, null as due_at
    from run r where r.state = 'applying' having count(*) > 0`,
  'put-mails-right': () => sql`select 'mail' as about, min(m.id) as first, ${OF_A_ROLE}, count(*) as n, null as due_at
    from message m where m.kind = 'letter' and m.state in ('refused', 'given-up') having count(*) > 0`,
} satisfies Partial<Record<TaskName, (asked: Asked) => TaskQuery>>
