import {type RawBuilder, sql} from 'kysely'
import type {StoreCheck, Violation} from '../../src/verify/store.ts'

type Query = RawBuilder<Violation>

const query = (strings: TemplateStringsArray): Query => sql<Violation>(strings)

/** What breaks promises about registrations, reports, results and the running of it all. */
export const OUTCOME_CHECKS = {
  'one-registration': query`select p.student_number as student, x.code as exam, cast(count(*) as integer) as registrations
    from registration r join person p on p.id = r.person_id join exam x on x.id = r.exam_id
    where r.closed_at is null group by p.id, p.student_number, x.id, x.code having count(*) > 1 order by p.student_number, x.code`,
  'registration-closed': query`select r.code as registration, r.state, r.closed_at from registration r
    where (r.closed_at is null) = (r.state in ('used', 'withdrawn', 'refused')) order by r.code`,
  'frozen-as-registered': query`select r.code as registration, x.code as exam from frozen_registration f
    join registration r on r.id = f.registration_id join exam x on x.id = f.exam_id
    where f.exam_id <> r.exam_id or f.person_id <> r.person_id order by r.code, f.freeze_id`,
  'report-signed': query`select s.code as session, coalesce(r.state, 'none') as report from session s left join session_report r on r.session_id = s.id
    where s.state = 'reported' and (r.state is null or r.state <> 'signed' or r.digest is null or not exists (
      select 1 from report_signature g where g.session_id = s.id and g.digest = r.digest and g.signer_role <> 'invigilator'))
    order by s.code, s.id`,
  'attempt-numbered': query`select p.student_number as student, x.code as exam, a.taken_on, a.number as said, cast(a.right_number as integer) as expected
    from (select person_id, exam_id, taken_on, id, number, enrolment_id, 1 + coalesce(sum(counts) over (
        partition by person_id, exam_id order by taken_on, id rows between unbounded preceding and 1 preceding), 0) as right_number
      from attempt where ended_at is null) a
    join person p on p.id = a.person_id join exam x on x.id = a.exam_id
    where a.enrolment_id is not null and a.number <> a.right_number order by p.student_number, x.code, a.id`,
  'result-authorised': query`select p.student_number as student, x.code as exam, m.code as mandate
    from result t join person p on p.id = t.person_id join exam x on x.id = t.exam_id left join mandate m on m.id = t.mandate_id
    where t.established_at is not null and (t.established_by is null or t.step <> 'final'
      or (t.mandate_id is not null and (m.id is null or m.person_id <> t.established_by))
      or (t.mandate_id is null and not exists (select 1 from board_member b where b.person_id = t.established_by)))
    order by p.student_number, x.code, t.id`,
  'result-in-attempt': query`select p.student_number as student, x.code as exam, a.score as attempt_score, t.score as result_score
    from result t join attempt a on a.id = t.attempt_id join person p on p.id = t.person_id join exam x on x.id = t.exam_id
    where t.ended_at is null and t.part_id is null and t.established_at is not null
      and (coalesce(a.score, '') <> coalesce(t.score, '') or coalesce(a.passed, -1) <> coalesce(t.passed, -1)
        or a.person_id <> t.person_id or a.exam_id <> t.exam_id)
    order by p.student_number, x.code, t.id`,
  'case-undecided': query`select c.code as incident, p.student_number as student, x.code as exam
    from case_candidate k join exam_case c on c.id = k.case_id join attempt a on a.enrolment_id = k.enrolment_id and a.ended_at is null
    join result t on t.attempt_id = a.id and t.ended_at is null join person p on p.id = t.person_id join exam x on x.id = t.exam_id
    where c.state in ('open', 'triaged') and k.decided_at is null and t.established_at > c.opened_at
    order by c.code, p.student_number, t.id`,
  'published-established': query`select p.student_number as student, x.code as exam from result t
    join person p on p.id = t.person_id join exam x on x.id = t.exam_id
    where (t.published_at is not null and (t.established_at is null or t.published_at < t.established_at))
      or (t.opened_at is not null and t.published_at is null)
    order by p.student_number, x.code, t.id`,
  'run-in-steps': query`select r.code as run, r.kind, r.state, r.next_step as done, r.steps as said, cast(coalesce(c.n, 0) as integer) as found
    from run r left join (select run_id, count(*) as n, max(position) as last from run_step group by run_id) c on c.run_id = r.id
    where r.next_step < 0 or r.next_step > r.steps or coalesce(c.n, 0) <> coalesce(c.last, -1) + 1
      or (r.state in ('applying', 'applied') and coalesce(c.n, 0) <> r.steps)
    order by r.code`,
  'lane-in-order': query`select m.lane_key as lane, l.next_sequence as next, cast(max(m.sequence) as integer) as found
    from message m left join lane l on l.key = m.lane_key
    group by m.lane_key, l.next_sequence having l.next_sequence is null or max(m.sequence) >= l.next_sequence or min(m.sequence) < 1
    order by m.lane_key`,
} satisfies Partial<Record<StoreCheck, Query>>
