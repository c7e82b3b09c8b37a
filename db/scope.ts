import {type Kysely, type RawBuilder, type SqlBool, sql} from 'kysely'
import type {Access} from '../src/context.ts'
import type {BoardId} from '../src/ids.ts'
import {inForce} from '../src/institution/in-force.ts'
import {dayOf} from '../src/time.ts'
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
  assessment: 'personId',
  retentionHold: 'personId',
  externalRecord: 'personId',
}

/** The one who acts, and the boards for which he acts today: as a member, or under a mandate in force. */
export type Sight = Access & Readonly<{boards: readonly BoardId[]}>

/** Looks up once in a transaction what the reach of the one who acts rests on; a term that is over, or not begun, gives none. */
export async function sightOf(tx: Kysely<Tables>, access: Access): Promise<Sight> {
  const {role, reach, person} = access
  if (reach === 'all' || person === null || (role !== 'board' && role !== 'functionary')) return {...access, boards: []}
  const term = ['boardId', 'fromOn', 'toOn'] as const
  const held =
    role === 'board'
      ? await tx
          .selectFrom('boardMember')
          .select(term)
          .where('personId', '=', person)
          .where('endedAt', 'is', null)
          .execute()
      : await tx
          .selectFrom('mandate')
          .select(term)
          .where('personId', '=', person)
          .where('revokedAt', 'is', null)
          .execute()
  const institution = await tx.selectFrom('institution').select('zone').executeTakeFirst()
  const now = held.filter((each) => institution && inForce(each, dayOf(access.now, institution.zone)))
  return {...access, boards: [...new Set(now.map(({boardId}) => boardId))]}
}

/**
 * Whether the person in a column (`registration.personId`, with its table) is one whose records the one who acts may see;
 * undefined is everybody.
 *
 * Staff sees itself too. A student is himself; a teacher his groups' students; session staff the people seated in its
 * sessions; a board and its functionary the students of the board's programmes and exams. Of a board that is nearly the
 * whole school, so it is asked of each row by itself instead of being gathered for each statement.
 */
export function inReachOf(sight: Sight, column: string): RawBuilder<SqlBool> | undefined {
  if (sight.reach === 'all') return undefined
  const me = sight.person ?? ''
  const who = sql.ref(column)
  const himself = sql<SqlBool>`${who} = ${me}`
  switch (sight.role) {
    case 'student':
      return himself
    case 'teacher':
      return sql`(${himself} or ${who} in (select gm.person_id from group_member gm join group_teacher gt on gt.group_id = gm.group_id
        where gt.person_id = ${me} and gt.ended_at is null and gm.ended_at is null))`
    case 'lead':
    case 'invigilator':
    case 'assessor':
      return sql`(${himself} or ${who} in (select st.person_id from seat st join session_duty sd on sd.session_id = st.session_id
        where sd.person_id = ${me} and sd.ended_at is null))`
    case 'board':
    case 'functionary':
      return sight.boards.length === 0 ? himself : sql`(${himself} or ${ofBoards(who, sql.join(sight.boards))})`
    default:
      return undefined
  }
}

// As values and not as `exists`: of that Postgres makes a table of everybody, in every statement.
function ofBoards(who: RawBuilder<unknown>, boards: RawBuilder<unknown>) {
  return sql`(select 1 from programme_enrolment pe join programme pr on pr.id = pe.programme_id
      where pe.person_id = ${who} and pr.board_id in (${boards}) limit 1) = 1
    or (select 1 from registration rg join board_exam bx on bx.exam_id = rg.exam_id
      where rg.person_id = ${who} and bx.ended_at is null and bx.board_id in (${boards}) limit 1) = 1`
}

/** Limits a query on a table about students to the reach of the one who acts; staff stays visible to staff. */
export function inReach(table: keyof Tables, sight: Sight): RawBuilder<SqlBool> | undefined {
  const column = STUDENT_COLUMN[table]
  const own = column === undefined ? undefined : inReachOf(sight, `${table}.${column}`)
  if (own === undefined || table !== 'person' || sight.role === 'student') return own
  return sql`(${own} or ${sql.ref('person.staffCode')} is not null)`
}
