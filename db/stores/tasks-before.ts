import {sql} from 'kysely'
import type {TaskName} from '../../src/lifecycle/task-kind.ts'
import {type Asked, OF_A_ROLE, type TaskQuery} from './tasks-query.ts'

const OPEN_REQUEST = sql`r.state = 'wanted' and r.closed_at is null`
const REGISTRATION_CLOSES = sql`(select min(w.closes_at) from period_window w
  where w.period_id = r.period_id and w.exam_id is null and w.kind = 'registration' and w.ended_at is null)`
/** Agreed, and neither enrolled nor waiting. */
const UNPLACED = sql`r.state = 'agreed' and r.closed_at is null
  and not exists (select 1 from enrolment e where e.registration_id = r.id and e.ended_at is null)
  and not exists (select 1 from waiting_place w where w.registration_id = r.id and w.ended_at is null)`
const STANDS = sql`s.ended_at is null and s.state in ('planned', 'published', 'final')`

/** A published session of the registration's period that is still to come and offers its exam. */
const published = ({now}: Asked) => sql`exists (select 1 from session_exam o join session s on s.id = o.session_id
  where o.exam_id = r.exam_id and o.ended_at is null and s.period_id = r.period_id and s.ended_at is null
    and s.state = 'published' and s.starts_at > ${now})`

/** Whether students enrol themselves for exam `x`. */
const byStudents = ({studentExams}: Asked) =>
  studentExams.length === 0 ? sql`1 = 0` : sql`x.id in (${sql.join(studentExams)})`

/** What waits until the exams are taken. */
export const EXAM_TASKS = {
  'decide-requests':
    () => sql`select t.person_id, c.code as about, min(r.code) as first, null as exam_id, null as programme_id,
      null as board_id, count(distinct r.id) as n, min(${REGISTRATION_CLOSES}) as due_at
    from registration r join group_member m on m.person_id = r.person_id and m.ended_at is null
    join group_teacher t on t.group_id = m.group_id and t.ended_at is null join class_group c on c.id = m.group_id and c.ended_at is null
    where ${OPEN_REQUEST} group by t.person_id, c.code`,
  'decide-other-requests':
    () => sql`select p.code as about, min(r.code) as first, ${OF_A_ROLE}, count(*) as n, min(${REGISTRATION_CLOSES}) as due_at
    from registration r join period p on p.id = r.period_id
    where ${OPEN_REQUEST} and not exists (select 1 from group_member m join group_teacher t on t.group_id = m.group_id and t.ended_at is null
      where m.person_id = r.person_id and m.ended_at is null) group by p.code`,
  'plan-exams': () => sql`select p.code as about, min(x.code) as first, ${OF_A_ROLE}, count(distinct x.id) as n,
      min((select min(w.opens_at) from period_window w where w.period_id = p.id and w.exam_id is null and w.kind = 'taking' and w.ended_at is null)) as due_at
    from registration r join period p on p.id = r.period_id join exam x on x.id = r.exam_id
    where p.state = 'open' and ${UNPLACED}
      and exists (select 1 from demand_freeze f where f.period_id = p.id and f.undone_at is null and (f.exam_id is null or f.exam_id = x.id))
      and not exists (select 1 from session_exam o join session s on s.id = o.session_id
        where o.exam_id = x.id and o.ended_at is null and s.period_id = p.id and s.ended_at is null and s.state <> 'cancelled')
    group by p.code`,
  'publish-sessions': () => sql`select p.code as about, min(s.code) as first, ${OF_A_ROLE}, count(*) as n,
      min((select min(w.opens_at) from period_window w where w.period_id = p.id and w.exam_id is null and w.kind = 'enrolment' and w.ended_at is null)) as due_at
    from session s join period p on p.id = s.period_id
    where p.state = 'open' and s.state = 'planned' and s.ended_at is null group by p.code`,
  'name-leads':
    () => sql`select p.code as about, min(s.code) as first, ${OF_A_ROLE}, count(*) as n, min(s.starts_at) as due_at
    from session s join period p on p.id = s.period_id
    where ${STANDS} and not exists (select 1 from session_duty d where d.session_id = s.id and d.ended_at is null and d.duty in ('lead', 'exam-leader'))
    group by p.code`,
  'name-invigilators': ({
    invigilatorsPer,
  }) => sql`select p.code as about, min(s.code) as first, ${OF_A_ROLE}, count(*) as n, min(s.starts_at) as due_at
    from session s join period p on p.id = s.period_id
    where ${STANDS} and s.kind = 'cluster'
      and (select count(*) from seat t where t.session_id = s.id and t.ended_at is null)
        > ${invigilatorsPer} * (select count(*) from session_duty d where d.session_id = s.id and d.ended_at is null and d.duty = 'invigilator')
    group by p.code`,
  'enrol-yourself': (asked) => {
    const own = asked.person === undefined ? sql`null as person_id` : sql`max(r.person_id) as person_id`
    const only = asked.person === undefined ? sql`` : sql`and r.person_id = ${asked.person}`
    return sql`select ${own}, x.code as about, min(r.code) as first, null as exam_id, null as programme_id, null as board_id, count(*) as n, min(w.closes_at) as due_at
      from registration r join exam x on x.id = r.exam_id join period_window w on w.period_id = r.period_id and w.kind = 'enrolment' and w.ended_at is null
        and w.opens_at <= ${asked.now} and w.closes_at > ${asked.now} and (w.exam_id = r.exam_id or (w.exam_id is null and not exists (
          select 1 from period_window v where v.period_id = r.period_id and v.kind = 'enrolment' and v.ended_at is null and v.exam_id = r.exam_id)))
      where ${byStudents(asked)} and ${UNPLACED} and ${published(asked)} ${only} group by x.code`
  },
  'answer-offer': (asked) => {
    const [own, by] =
      asked.person === undefined ? [sql`null as person_id`, sql``] : [sql`w.person_id`, sql`, w.person_id`]
    return sql`select ${own}, s.code as about, min(r.code) as first, null as exam_id, null as programme_id, null as board_id, count(*) as n, min(f.expires_at) as due_at
      from seat_offer f join waiting_place w on w.id = f.waiting_place_id join registration r on r.id = w.registration_id join session s on s.id = w.session_id
      where f.state = 'open' and f.expires_at > ${asked.now} group by s.code${by}`
  },
  'place-students': (asked) => sql`select p.code as about, min(r.code) as first, ${OF_A_ROLE}, count(*) as n,
      min((select min(w.closes_at) from period_window w where w.period_id = p.id and w.exam_id is null and w.kind = 'enrolment' and w.ended_at is null)) as due_at
    from registration r join period p on p.id = r.period_id join exam x on x.id = r.exam_id
    where p.state = 'open' and not (${byStudents(asked)}) and ${UNPLACED} and ${published(asked)} group by p.code`,
  'repair-certificate': () => sql`select p.code as about, p.code as first, ${OF_A_ROLE}, sum(c.stuck) as n,
      min((select min(s.starts_at) from session s where s.period_id = p.id and s.ended_at is null and s.state = 'published')) as due_at
    from certificate_check c join period p on p.id = c.period_id where p.state = 'open' and c.stuck > 0 group by p.code`,
  'carry-over': ({now}) => sql`select p.code as about, min(r.code) as first, ${OF_A_ROLE}, count(*) as n, null as due_at
    from registration r join period p on p.id = r.period_id
    where p.state = 'open' and ${UNPLACED} and exists (select 1 from period_window w
      where w.period_id = p.id and w.exam_id is null and w.kind = 'taking' and w.ended_at is null and w.closes_at <= ${now})
    group by p.code`,
  'finalise-sessions': ({
    today,
  }) => sql`select p.code as about, min(s.code) as first, ${OF_A_ROLE}, count(*) as n, min(s.starts_at) as due_at
    from session s join period p on p.id = s.period_id
    where s.state = 'published' and s.ended_at is null and s.on_date <= ${today} group by p.code`,
  'close-report': ({
    now,
  }) => sql`select d.person_id, s.code as about, s.code as first, null as exam_id, null as programme_id, null as board_id, 1 as n, s.ends_at as due_at
    from session s join session_duty d on d.session_id = s.id and d.ended_at is null and d.duty in ('lead', 'exam-leader')
    where s.state in ('final', 'running', 'aborted') and s.ends_at <= ${now}
      and not exists (select 1 from session_report t where t.session_id = s.id and t.state = 'signed')
      and (s.state <> 'aborted' or exists (select 1 from session_report t where t.session_id = s.id))`,
} satisfies Partial<Record<TaskName, (asked: Asked) => TaskQuery>>
