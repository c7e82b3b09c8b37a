import {type SqlBool, sql} from 'kysely'
import type {OutcomeFilter, OutcomeLine, OutcomeQuestions} from '../../src/results/store.ts'
import {inReachOf} from '../scope.ts'
import {openTable} from '../table.ts'
import {membersOf} from './conditions.ts'
import type {Opening} from './opening.ts'
import {inPortions} from './planning-portions.ts'

/** Attempts with what came in for them and what stands in the way of a result. */
export function openOutcomes({tx, access}: Opening): Pick<OutcomeQuestions, 'list' | 'keepWith' | 'held'> {
  const reach = inReachOf(access, 'attempt.personId')
  const results = openTable(tx, access, 'result')

  const attempts = () =>
    tx
      .selectFrom('attempt')
      .innerJoin('person', 'person.id', 'attempt.personId')
      .innerJoin('exam', 'exam.id', 'attempt.examId')
      .leftJoin('enrolment', 'enrolment.id', 'attempt.enrolmentId')
      .leftJoin('session', 'session.id', 'enrolment.sessionId')
      .leftJoin('period', 'period.id', 'session.periodId')
      .leftJoin('sessionReport', 'sessionReport.sessionId', 'session.id')
      .selectAll('attempt')
      .select([
        'person.givenName',
        'person.prefix',
        'person.familyName',
        'person.sortKey',
        'exam.resultScale',
        'exam.passMark',
      ])
      .select(['exam.code as exam', 'exam.name as examName', 'session.id as sessionId', 'session.code as session'])
      .select(['session.state as sessionState', 'period.code as period', 'sessionReport.state as reportState'])
      .select([
        sql<string>`coalesce(person.student_number, '')`.as('student'),
        ABSENCE.as('absence'),
        sql<number>`cast((select count(*) from result_message m where m.attempt_id = attempt.id and m.state = 'held') as integer)`.as(
          'held',
        ),
      ])
      .where('attempt.endedAt', 'is', null)

  const filtered = ({exam, session, period, group, established, published, byName, after, limit}: OutcomeFilter) => {
    let query = attempts()
    if (reach) query = query.where(reach)
    if (exam) query = query.where('attempt.examId', '=', exam)
    if (session) query = query.where('enrolment.sessionId', '=', session)
    if (period) query = query.where('session.periodId', '=', period)
    if (established !== undefined) query = query.where(stands(sql`r.established_at is not null`, established))
    if (published !== undefined) query = query.where(stands(sql`r.published_at is not null`, published))
    if (after && !byName) query = query.where('attempt.id', '>', after)
    if (after && byName) query = query.where(followsByName(after))
    if (group) {
      query = query.where('attempt.personId', 'in', membersOf(tx, group))
    }
    query = (byName ? query.orderBy('person.sortKey') : query).orderBy('attempt.id')
    return limit === undefined ? query : query.limit(limit)
  }

  const withResults = async (rows: readonly Omit<OutcomeLine, 'result'>[]): Promise<readonly OutcomeLine[]> => {
    const current = new Map<string, OutcomeLine['result']>()
    await inPortions(
      rows.map(({id}) => id),
      async (attemptId) => {
        for (const result of await results.all({attemptId, partId: null})) current.set(result.attemptId, result)
        return []
      },
    )
    return rows.map((row) => ({...row, result: current.get(row.id) ?? null}))
  }

  return {
    async list({attempts: ids, persons: people, ...filter}) {
      const query = filtered(filter)
      if (ids === undefined && people === undefined) return withResults(await query.execute())
      const rows = ids
        ? await inPortions(ids, (portion) => query.where('attempt.id', 'in', portion).execute())
        : await inPortions(people ?? [], (portion) => query.where('attempt.personId', 'in', portion).execute())
      return withResults(rows)
    },
    async keepWith(ids) {
      const says = (column: 'score' | 'passed') =>
        sql`(select r.${sql.ref(column)} from result r where r.attempt_id = attempt.id and r.part_id is null and r.ended_at is null)`
      await inPortions(ids, async (portion) => {
        await sql`update attempt set score = ${says('score')}, passed = ${says('passed')}, version = version + 1
          where id in (${sql.join(portion)})`.execute(tx)
        return []
      })
    },
    async held({person, exam, limit}) {
      let query = tx
        .selectFrom('resultMessage')
        .innerJoin('attempt', 'attempt.id', 'resultMessage.attemptId')
        .innerJoin('person', 'person.id', 'attempt.personId')
        .innerJoin('exam', 'exam.id', 'attempt.examId')
        .leftJoin('enrolment', 'enrolment.id', 'attempt.enrolmentId')
        .leftJoin('session', 'session.id', 'enrolment.sessionId')
        .leftJoin('result', 'result.id', 'resultMessage.resultId')
        .selectAll('resultMessage')
        .select([
          'attempt.personId',
          'attempt.attendance as attended',
          'exam.code as exam',
          'session.code as session',
          'result.score as current',
        ])
        .select(sql<string>`coalesce(person.student_number, '')`.as('student'))
        .where('resultMessage.state', '=', 'held')
      if (reach) query = query.where(reach)
      if (person) query = query.where('attempt.personId', '=', person)
      if (exam) query = query.where('attempt.examId', '=', exam)
      return query.orderBy('resultMessage.id').limit(limit).execute()
    },
  }
}

/** An absence belongs to one placing of a registration, so that of an earlier one does not speak for a later one. */
const ABSENCE = sql<OutcomeLine['absence']>`(select coalesce(b.verdict, 'unjudged') from absence b
  where b.person_id = attempt.person_id and b.enrolment_id = attempt.enrolment_id and b.ended_at is null order by b.id desc limit 1)`

function followsByName(after: string) {
  const key = sql`(select q.sort_key from attempt b join person q on q.id = b.person_id where b.id = ${after})`
  return sql<SqlBool>`(person.sort_key > ${key} or (person.sort_key = ${key} and attempt.id > ${after}))`
}

function stands(condition: ReturnType<typeof sql>, is: boolean) {
  const some = sql<SqlBool>`exists (select 1 from result r where r.attempt_id = attempt.id and r.part_id is null and r.ended_at is null and ${condition})`
  return is ? some : sql<SqlBool>`not ${some}`
}
