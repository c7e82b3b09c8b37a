import {type RawBuilder, sql} from 'kysely'
import type {StoreCheck, Violation} from '../../src/verify/store.ts'

type Query = RawBuilder<Violation>

const query = (strings: TemplateStringsArray): Query => sql<Violation>(strings)

/** What breaks promises about places and times; each query names rows by their codes. */
export const SEAT_CHECKS = {
  'pool-fits': query`select s.code as session, p.capacity, p.taken from seat_pool p join session s on s.id = p.session_id
    where p.taken < 0 or p.taken > p.capacity order by s.code, p.id`,
  'pool-counted': query`select s.code as session, p.taken as said, cast(coalesce(a.n, 0) + coalesce(o.n, 0) as integer) as found
    from seat_pool p join session s on s.id = p.session_id
    left join (select pool_id, count(*) as n from seat where ended_at is null group by pool_id) a on a.pool_id = p.id
    left join (select pool_id, count(*) as n from seat_offer where state = 'open' group by pool_id) o on o.pool_id = p.id
    where p.taken <> coalesce(a.n, 0) + coalesce(o.n, 0) order by s.code, p.id`,
  'student-once': query`select p.student_number as student, s.code as session, t.code as other_session
    from seat a join seat b on b.person_id = a.person_id and b.id > a.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    join person p on p.id = a.person_id join session s on s.id = a.session_id join session t on t.id = b.session_id
    where a.ended_at is null and b.ended_at is null order by a.id, b.id`,
  'room-once': query`select r.code as room, a.title as booking, b.title as other_booking, a.starts_at, b.starts_at as other_starts_at
    from room_booking a join room_booking b on b.room_id = a.room_id and b.id > a.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    join room r on r.id = a.room_id where a.ended_at is null and b.ended_at is null order by a.id, b.id`,
  'staff-once': query`select p.staff_code as staff, s.code as session, t.code as other_session
    from session_duty a join session_duty b on b.person_id = a.person_id and b.id > a.id and b.session_id <> a.session_id
      and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    join person p on p.id = a.person_id join session s on s.id = a.session_id join session t on t.id = b.session_id
    where a.ended_at is null and b.ended_at is null order by a.id, b.id`,
  'one-enrolment': query`select r.code as registration, cast(count(*) as integer) as enrolments
    from enrolment e join registration r on r.id = e.registration_id
    where e.ended_at is null group by r.id, r.code having count(*) > 1 order by r.code`,
  'enrolment-agreed': query`select r.code as registration, r.state, p.student_number as student, s.code as session
    from enrolment e join registration r on r.id = e.registration_id join person p on p.id = r.person_id join session s on s.id = e.session_id
    where e.ended_at is null and (r.state not in ('agreed', 'used') or r.person_id <> e.person_id) order by r.code`,
  'enrolment-seated': query`select r.code as registration, s.code as session
    from enrolment e join registration r on r.id = e.registration_id join session s on s.id = e.session_id
    left join seat t on t.id = e.seat_id
    where e.ended_at is null and (t.id is null or t.ended_at is not null or t.session_id <> e.session_id or t.person_id <> e.person_id)
    order by r.code`,
  'seat-used': query`select p.student_number as student, s.code as session
    from seat t join person p on p.id = t.person_id join session s on s.id = t.session_id
    where t.ended_at is null and not exists (select 1 from enrolment e where e.seat_id = t.id and e.ended_at is null)
    order by s.code, p.student_number, t.id`,
  'exam-offered': query`select r.code as registration, x.code as exam, s.code as session
    from enrolment e join registration r on r.id = e.registration_id join exam x on x.id = r.exam_id join session s on s.id = e.session_id
    left join session_exam o on o.id = e.session_exam_id
    where e.ended_at is null and (o.id is null or o.ended_at is not null or o.session_id <> e.session_id or o.exam_id <> r.exam_id)
    order by r.code`,
  'slot-held': query`select s.code as session, o.starts_at, r.code as registration
    from oral_slot o join session s on s.id = o.session_id join enrolment e on e.id = o.enrolment_id join registration r on r.id = e.registration_id
    where o.ended_at is null and (e.ended_at is not null or e.session_exam_id <> o.session_exam_id
      or exists (select 1 from oral_slot b where b.enrolment_id = o.enrolment_id and b.ended_at is null and b.id <> o.id))
    order by s.code, o.starts_at, o.id`,
  'ended-session-empty': query`select s.code as session, h.what, cast(count(*) as integer) as found from session s join (
      select session_id, 'booking' as what from room_booking where ended_at is null and session_id is not null
      union all select session_id, 'seat' as what from seat where ended_at is null
      union all select session_id, 'enrolment' as what from enrolment where ended_at is null
      union all select session_id, 'waiting' as what from waiting_place where ended_at is null
    ) h on h.session_id = s.id
    where s.ended_at is not null or s.state = 'cancelled' group by s.id, s.code, h.what order by s.code, s.id, h.what`,
  'waiting-open': query`select r.code as registration, s.code as session
    from waiting_place w join registration r on r.id = w.registration_id join session s on s.id = w.session_id
    left join session_exam o on o.id = w.session_exam_id
    where w.ended_at is null and (r.closed_at is not null or r.person_id <> w.person_id or o.session_id <> w.session_id
      or exists (select 1 from enrolment e where e.registration_id = r.id and e.session_id = w.session_id and e.ended_at is null))
    order by r.code, w.id`,
  'offer-held': query`select r.code as registration, s.code as session, o.state
    from seat_offer o join waiting_place w on w.id = o.waiting_place_id join registration r on r.id = w.registration_id
    join session s on s.id = w.session_id join seat_pool p on p.id = o.pool_id
    where (o.state = 'open' and (w.ended_at is not null or p.ended_at is not null or p.session_id <> w.session_id))
      or (o.state = 'accepted' and w.ended_at is null)
    order by r.code, o.id`,
} satisfies Partial<Record<StoreCheck, Query>>
