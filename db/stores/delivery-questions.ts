import {type RawBuilder, type SqlBool, sql} from 'kysely'
import type {CandidateReport} from '../../src/delivery/model.ts'
import type {Fact} from '../../src/delivery/reports/report-facts.ts'
import type {DeliveryQuestions} from '../../src/delivery/store.ts'
import {inReachOf} from '../scope.ts'
import {openTable} from '../table.ts'
import {countDay} from './delivery-day.ts'
import type {Opening} from './opening.ts'

/** How many ids or rows go into one statement; far below what either engine takes. */
const BATCH = 1000

/** Opens the questions of the delivery phase. */
export function openDeliveryQuestions({tx, access}: Opening): DeliveryQuestions {
  const records = openTable(tx, access, 'reportFact', {noun: 'report-fact', ends: null, versioned: false})
  return {
    report: (session) => tx.selectFrom('sessionReport').selectAll().where('sessionId', '=', session).executeTakeFirst(),
    async addReport(report) {
      await tx.insertInto('sessionReport').values(report).execute()
    },
    async changeReport(session, change) {
      await tx.updateTable('sessionReport').set(change).where('sessionId', '=', session).execute()
    },
    async facts(session, about) {
      let query = tx.selectFrom('reportFact').selectAll().where('sessionId', '=', session)
      if (about?.length === 0) query = query.where('personId', 'is', null)
      else if (about !== undefined)
        query = query.where((eb) => eb.or([eb('personId', 'is', null), eb('personId', 'in', about)]))
      return (await query.orderBy('number').execute()) as unknown as Fact[]
    },
    addFacts: (facts) => records.add(facts),
    async received(session, clientIds) {
      if (clientIds.length === 0) return new Set()
      const rows = await tx
        .selectFrom('reportFact')
        .select('clientId')
        .where('sessionId', '=', session)
        .where('clientId', 'in', clientIds)
        .execute()
      return new Set(rows.flatMap(({clientId}) => clientId ?? []))
    },
    candidates: (session) =>
      tx.selectFrom('candidateReport').selectAll().where('sessionId', '=', session).orderBy('enrolmentId').execute(),
    async keepCandidates(candidates) {
      for (const rows of batches(candidates)) {
        await tx
          .insertInto('candidateReport')
          .values(rows)
          .onConflict((conflict) =>
            conflict
              .column('enrolmentId')
              .doUpdateSet((eb) => Object.fromEntries(REPLACED.map((name) => [name, eb.ref(`excluded.${name}`)]))),
          )
          .execute()
      }
    },
    async staleLists(limit) {
      const stale = await tx
        .selectFrom('session')
        .innerJoin('listVersion', (join) =>
          join
            .onRef('listVersion.sessionId', '=', 'session.id')
            .onRef('listVersion.number', '=', 'session.listVersion'),
        )
        .select('session.id')
        .where('session.state', '=', 'final')
        .where((eb) =>
          eb.or([
            eb('session.version', '>', eb.ref('listVersion.sessionVersion')),
            eb.exists(
              eb
                .selectFrom('enrolment')
                .select('enrolment.id')
                .whereRef('enrolment.sessionId', '=', 'session.id')
                .where((each) =>
                  each.or([
                    each('enrolment.enrolledAt', '>=', each.ref('listVersion.fixedAt')),
                    each('enrolment.endedAt', '>=', each.ref('listVersion.fixedAt')),
                  ]),
                ),
            ),
          ]),
        )
        .orderBy('session.startsAt')
        .orderBy('session.id')
        .limit(limit)
        .execute()
      return stale.map(({id}) => id)
    },
    async labelSeats(labels) {
      for (const rows of batches([...labels])) {
        const cases: RawBuilder<unknown> = sql.join(
          rows.map(([seat, label]) => sql`when ${seat} then ${label}`),
          sql` `,
        )
        const seats = rows.map(([seat]) => seat)
        await sql`update seat set label = case id ${cases} end, version = version + 1 where id in (${sql.join(seats)})`.execute(
          tx,
        )
      }
    },
    async undecidedCases(enrolments) {
      const found = []
      for (const ids of batches(enrolments)) {
        found.push(
          ...(await tx
            .selectFrom('caseCandidate')
            .innerJoin('examCase', 'examCase.id', 'caseCandidate.caseId')
            .select(['caseCandidate.enrolmentId', 'examCase.code'])
            .where('caseCandidate.enrolmentId', 'in', ids)
            .where('caseCandidate.decision', 'is', null)
            .where('examCase.state', 'in', ['open', 'triaged'])
            .orderBy('examCase.code')
            .execute()),
        )
      }
      return found
    },
    day: (sessions) => countDay(tx, sessions),
    async caseProgress(cases) {
      const found = []
      for (const ids of batches(cases)) {
        found.push(
          ...(await tx
            .selectFrom('caseCandidate')
            .select(['caseId', sql<number>`cast(count(*) as integer)`.as('candidates')])
            .select(sql<number>`cast(count(*) - count(decision) as integer)`.as('undecided'))
            .where('caseId', 'in', ids)
            .groupBy('caseId')
            .orderBy('caseId')
            .execute()),
        )
      }
      return found
    },
    async numbered(student) {
      const row = await tx
        .selectFrom('person')
        .select('id')
        .where('studentNumber', '=', student)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      return row?.id
    },
    async strangers(persons) {
      if (persons.length === 0) return []
      return tx
        .selectFrom('person')
        .select(['id', 'studentNumber', 'givenName', 'prefix', 'familyName'])
        .where('id', 'in', persons)
        .execute()
    },
    async established(attempts) {
      if (attempts.length === 0) return new Set()
      const rows = await tx
        .selectFrom('result')
        .select('attemptId')
        .where('attemptId', 'in', attempts)
        .where('establishedAt', 'is not', null)
        .where('endedAt', 'is', null)
        .execute()
      return new Set(rows.map(({attemptId}) => attemptId))
    },
    async absences({period, session, person, exam, unjudged, after, limit}) {
      const reach = inReachOf(access, 'absence.personId')
      let query = tx
        .selectFrom('absence')
        .innerJoin('person', 'person.id', 'absence.personId')
        .innerJoin('registration', 'registration.id', 'absence.registrationId')
        .innerJoin('exam', 'exam.id', 'registration.examId')
        .leftJoin('enrolment', 'enrolment.id', 'absence.enrolmentId')
        .leftJoin('session', 'session.id', 'enrolment.sessionId')
        .select([
          'absence.id',
          'absence.reason',
          'absence.proofSeen',
          'absence.reportedAt',
          'absence.verdict',
          'absence.attemptCounts',
          'absence.resitLapses',
        ])
        .select([
          'person.givenName',
          'person.prefix',
          'person.familyName',
          'exam.code as exam',
          'session.code as session',
        ])
        .select(sql<string>`coalesce(person.student_number, '')`.as('student'))
        .where('absence.endedAt', 'is', null)
      if (reach) query = query.where(reach)
      if (period !== undefined) query = query.where('registration.periodId', '=', period)
      if (session !== undefined) query = query.where('enrolment.sessionId', '=', session)
      if (person !== undefined) query = query.where('absence.personId', '=', person)
      if (exam !== undefined) query = query.where('registration.examId', '=', exam)
      if (unjudged) query = query.where('absence.verdict', 'is', null)
      if (after !== undefined)
        query = query.where(sql<SqlBool>`(coalesce(person.student_number, ''), exam.code, absence.id) > (
          select coalesce(p.student_number, ''), e.code, a.id from absence a join person p on p.id = a.person_id
            join registration r on r.id = a.registration_id join exam e on e.id = r.exam_id where a.id = ${after})`)
      return query.orderBy('student').orderBy('exam').orderBy('absence.id').limit(limit).execute()
    },
  }
}

/** What a later fold of the same enrolment replaces. */
const REPLACED = [
  'attendance',
  'arrivedAt',
  'lateMinutes',
  'admitted',
  'idChecked',
  'extraGivenMinutes',
  'incidentMinutes',
  'handedInAt',
  'device',
  'version',
] as const satisfies readonly (keyof CandidateReport)[]

function* batches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < rows.length; i += BATCH) yield rows.slice(i, i + BATCH)
}
