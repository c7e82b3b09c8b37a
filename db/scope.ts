import {type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql} from 'kysely'
import type {Access} from '../src/context.ts'
import type {Tables} from './tables.ts'

/** Tables about students and the column that says about whom; every read of them through `db/table.ts` is limited to the reach of the one who acts. */
export const STUDENT_COLUMN: Readonly<Partial<Record<keyof Tables, string>>> = {
  person: 'id',
  need: 'personId',
  programmeEnrolment: 'personId',
  groupMember: 'personId',
  exemption: 'personId',
  registration: 'personId',
  frozenRegistration: 'personId',
  seat: 'personId',
  enrolment: 'personId',
  waitingPlace: 'personId',
  candidateReport: 'personId',
  reportFact: 'personId',
  absence: 'personId',
  caseCandidate: 'personId',
  attempt: 'personId',
  result: 'personId',
  resitRequest: 'personId',
  retentionHold: 'personId',
}

type Rows = {records: Record<string, unknown>}

/**
 * The ids of the persons whose records the one who acts may see; undefined is everybody's.
 *
 * Staff sees itself too. A student is himself; a teacher his groups' students; session staff the people seated in its
 * sessions; a board and its functionary the students of the board's programmes and exams.
 */
export function personsInReach(db: Kysely<Tables>, access: Access) {
  if (access.reach === 'all') return undefined
  const me = access.person ?? ''
  switch (access.role) {
    case 'student':
      return sql<string>`(select ${me})`
    case 'teacher':
      return sql<string>`(select ${me} union select m.person_id from group_member m join group_teacher t on t.group_id = m.group_id
        where t.person_id = ${me} and t.ended_at is null and m.ended_at is null)`
    case 'lead':
    case 'invigilator':
    case 'assessor':
      return sql<string>`(select ${me} union select s.person_id from seat s join session_duty d on d.session_id = s.session_id
        where d.person_id = ${me} and d.ended_at is null)`
    case 'board':
      return sql<string>`(select ${me} union ${ofBoards(sql`select board_id from board_member where person_id = ${me} and ended_at is null`)})`
    case 'functionary':
      return sql<string>`(select ${me} union ${ofBoards(sql`select board_id from mandate where person_id = ${me} and revoked_at is null`)})`
    default:
      return undefined
  }
}

function ofBoards(boards: ReturnType<typeof sql>) {
  return sql`select e.person_id from programme_enrolment e join programme p on p.id = e.programme_id where p.board_id in (${boards})
    union select r.person_id from registration r join board_exam x on x.exam_id = r.exam_id where x.ended_at is null and x.board_id in (${boards})`
}

/** Limits a query on a table about students to the reach of the one who acts; staff stays visible to staff. */
export function inReach(db: Kysely<Tables>, table: keyof Tables, access: Access) {
  const column = STUDENT_COLUMN[table]
  const persons = column === undefined ? undefined : personsInReach(db, access)
  if (column === undefined || persons === undefined) return undefined
  return (eb: ExpressionBuilder<Rows, 'records'>): Expression<SqlBool> => {
    const own = eb(column, 'in', persons)
    if (table === 'person' && access.role !== 'student') return eb.or([own, eb('staffCode', 'is not', null)])
    return own
  }
}
