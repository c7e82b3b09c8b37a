import {sql} from 'kysely'
import type {PeriodId} from '../../src/ids.ts'
import {listName} from '../../src/institution/people/names.ts'
import type {
  DueReminder,
  EnrolmentFilter,
  EnrolmentLine,
  EnrolmentQuestions,
  HourCount,
} from '../../src/enrolment/store.ts'
import {inReachOf} from '../scope.ts'
import {membersOf} from './conditions.ts'
import type {Opening} from './opening.ts'

/** Lists of enrolments within the reach of the one who acts, and reminders to send. */
export function openEnrolmentLists(opening: Opening): Pick<EnrolmentQuestions, 'list' | 'dueReminders' | 'byHour'> {
  return {
    byHour: (period) => byHour(opening, period),
    list: (filter) => list(opening, filter),
    dueReminders: (question) => dueReminders(opening, question),
  }
}

const lines = ({tx}: Opening) =>
  tx
    .selectFrom('enrolment as e')
    .innerJoin('registration as r', 'r.id', 'e.registrationId')
    .innerJoin('person as p', 'p.id', 'e.personId')
    .innerJoin('seat', 'seat.id', 'e.seatId')
    .innerJoin('session as s', 's.id', 'e.sessionId')
    .innerJoin('period', 'period.id', 's.periodId')
    .innerJoin('exam', 'exam.id', 'r.examId')
    .leftJoin('room', 'room.id', 's.roomId')
    .leftJoin('location', 'location.id', 's.locationId')
    .select(['e.id', 'e.position', 'e.extraMinutes', 'e.aids', 'e.source', 'e.enrolledAt', 'e.endedAt', 'e.endReason'])
    .select(['r.code as registration', 'p.givenName', 'p.prefix', 'p.familyName', 'seat.startsAt', 'seat.endsAt'])
    .select([
      'exam.code as exam',
      'exam.name as examName',
      's.code as session',
      's.state as sessionState',
      'period.code as period',
    ])
    .select([
      's.onDate as on',
      's.fromTime as from',
      's.zone',
      's.place',
      'room.code as room',
      'location.code as location',
    ])
    .select(sql<string>`coalesce(p.student_number, '')`.as('student'))

/** The page is found first, by what stands in the enrolment alone: of a whole period nothing else is looked up and sorted. */
async function list(opening: Opening, filter: EnrolmentFilter): Promise<readonly EnrolmentLine[]> {
  const rows = await lines(opening).where('e.id', 'in', pageOf(opening, filter)).orderBy('e.id').execute()
  return rows.map(({givenName, prefix, familyName, ...row}) => ({
    ...row,
    name: listName({givenName, prefix, familyName}),
  }))
}

function pageOf({tx, access}: Opening, filter: EnrolmentFilter) {
  const {person, registration, session, exam, period, group, after} = filter
  const reach = inReachOf(access, 'e.personId')
  let query = tx.selectFrom('enrolment as e').select('e.id')
  if (reach) query = query.where(reach)
  if (person) query = query.where('e.personId', '=', person)
  if (registration) query = query.where('e.registrationId', '=', registration)
  if (session) query = query.where('e.sessionId', '=', session)
  if (exam)
    query = query.where('e.registrationId', 'in', tx.selectFrom('registration').select('id').where('examId', '=', exam))
  if (period)
    query = query.where('e.sessionId', 'in', tx.selectFrom('session').select('id').where('periodId', '=', period))
  if (filter.ended !== true) query = query.where('e.endedAt', 'is', null)
  if (after) query = query.where('e.id', '>', after)
  if (group) query = query.where('e.personId', 'in', membersOf(tx, group))
  return query.orderBy('e.id').limit(filter.limit)
}

async function byHour({tx}: Opening, period: PeriodId): Promise<readonly HourCount[]> {
  const query = sql<HourCount>`select substr(e.enrolled_at, 1, 13) as hour, cast(count(*) as integer) as enrolled
    from session s join enrolment e on e.session_id = s.id
    where s.period_id = ${period} and e.ended_at is null group by 1 order by 1`
  return (await query.execute(tx)).rows
}

type ReminderQuestion = Parameters<EnrolmentQuestions['dueReminders']>[0]

/** One for each seat, whatever number of exams is taken on it; whether it was queued is told by the keys of messages. */
async function dueReminders(
  {tx}: Opening,
  {on, days, since, now, limit}: ReminderQuestion,
): Promise<readonly DueReminder[]> {
  const rows = await tx
    .selectFrom('seat')
    .innerJoin('session as s', 's.id', 'seat.sessionId')
    .innerJoin('enrolment as e', 'e.seatId', 'seat.id')
    .select(['seat.personId', 'seat.sessionId', 'seat.id as seatId'])
    .select(sql<DueReminder['enrolmentId']>`min(e.id)`.as('enrolmentId'))
    .where('s.onDate', '=', on)
    .where('s.startsAt', '>', now)
    .where('s.state', 'in', ['published', 'final'])
    .where('seat.endedAt', 'is', null)
    .where('e.endedAt', 'is', null)
    .where(
      sql<boolean>`not exists (select 1 from enrolment x join message m
        on m.dedupe_key = 'reminder:' || x.id || ':' || cast(${days} as text) || ':' || s.on_date where x.seat_id = seat.id)`,
    )
    .groupBy(['seat.personId', 'seat.sessionId', 'seat.id'])
    .having(sql<boolean>`min(e.enrolled_at) < ${since}`)
    .orderBy('seat.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({...row, days, key: `reminder:${row.enrolmentId}:${days}:${on}`}))
}
