import {type RawBuilder, type SqlBool, sql} from 'kysely'
import {listName} from '../../src/institution/people/names.ts'
import type {RegistrationFilter, RegistrationLine, RegistrationQuestions} from '../../src/registration/store.ts'
import {inReachOf} from '../scope.ts'
import {membersOf} from './conditions.ts'
import type {Opening} from './opening.ts'

/** Lists of registrations, and of who has none, within the reach of the one who acts. */
export function openRegistrationLists({
  tx,
  access,
}: Opening): Pick<RegistrationQuestions, 'list' | 'students' | 'without'> {
  const reach = inReachOf(access, 'registration.personId')

  const lines = () =>
    tx
      .selectFrom('registration')
      .innerJoin('person', 'person.id', 'registration.personId')
      .innerJoin('exam', 'exam.id', 'registration.examId')
      .innerJoin('period', 'period.id', 'registration.periodId')
      .leftJoin('location', 'location.id', 'registration.locationId')
      .selectAll('registration')
      .select([
        sql<string>`coalesce(person.student_number, '')`.as('student'),
        'person.givenName',
        'person.prefix',
        'person.familyName',
        'exam.code as exam',
        'exam.name as examName',
        'period.code as period',
        'location.code as location',
      ])

  return {
    async list(filter) {
      const query = lines().where(fitting(filter, reach)).orderBy('registration.id')
      const rows = await (filter.limit === undefined ? query : query.limit(filter.limit)).execute()
      return rows.map(({givenName, prefix, familyName, ...row}): RegistrationLine => ({
        ...row,
        name: listName({givenName, prefix, familyName}),
      }))
    },
    async students(filter) {
      const rows = await tx
        .selectFrom('registration')
        .select('personId')
        .distinct()
        .where(fitting(filter, reach))
        .orderBy('personId')
        .execute()
      return rows.map(({personId}) => personId)
    },
    async without({group, exam, person}) {
      let query = tx
        .selectFrom('person')
        .innerJoin('programmeEnrolment', 'programmeEnrolment.personId', 'person.id')
        .innerJoin('programme', 'programme.id', 'programmeEnrolment.programmeId')
        .innerJoin('examPlanEntry', (join) =>
          join.on(sql<boolean>`exam_plan_entry.ended_at is null and exam_plan_entry.crebo in ('*', programme.crebo)
            and (exam_plan_entry.cohort is null or exam_plan_entry.cohort = programme.cohort)`),
        )
        .innerJoin('exam', 'exam.id', 'examPlanEntry.examId')
        .where('person.endedAt', 'is', null)
        .where('person.kind', '=', 'regular')
        .where('programmeEnrolment.endedOn', 'is', null)
        .where('exam.endedAt', 'is', null)
        .where(
          sql<boolean>`not exists (select 1 from registration r where r.person_id = person.id and r.exam_id = exam.id and r.closed_at is null)`,
        ).where(sql<boolean>`not exists (select 1 from exemption x where x.person_id = person.id and x.exam_id = exam.id
          and x.part_id is null and x.ended_at is null)`)
      const known = inReachOf(access, 'person.id')
      if (known) query = query.where(known)
      if (exam) query = query.where('exam.id', '=', exam)
      if (person) query = query.where('person.id', '=', person)
      if (group) query = query.where('person.id', 'in', membersOf(tx, group))
      const rows = await query
        .select([
          'person.id as personId',
          'person.givenName',
          'person.prefix',
          'person.familyName',
          'exam.id as examId',
        ])
        .select([
          sql<string>`coalesce(person.student_number, '')`.as('student'),
          sql<string>`min(programme.code)`.as('programme'),
        ])
        .groupBy([
          'person.id',
          'person.givenName',
          'person.prefix',
          'person.familyName',
          'person.studentNumber',
          'person.sortKey',
          'exam.id',
          'exam.code',
        ])
        .orderBy('person.sortKey')
        .orderBy('person.id')
        .orderBy('exam.code')
        .execute()
      return rows.map(({givenName, prefix, familyName, ...row}) => ({
        ...row,
        name: listName({givenName, prefix, familyName}),
      }))
    },
  }
}

/** What a filter asks of a registration, all together. */
function fitting(filter: RegistrationFilter, reach: RawBuilder<SqlBool> | undefined): RawBuilder<SqlBool> {
  const {ids, persons, states, exam, person, period, since, after, group} = filter
  const among = (column: string, values: readonly string[]): RawBuilder<SqlBool> =>
    values.length > 0 ? sql`${sql.ref(column)} in (${sql.join(values)})` : sql`1 = 0`
  const conditions = [
    reach,
    ids && among('registration.id', ids),
    persons && among('registration.personId', persons),
    states && among('registration.state', states),
    exam && sql`registration.exam_id = ${exam}`,
    person && sql`registration.person_id = ${person}`,
    period && sql`registration.period_id = ${period}`,
    since && sql`registration.requested_at >= ${since}`,
    after && sql`registration.id > ${after}`,
    group &&
      sql`registration.person_id in (select m.person_id from group_member m where m.group_id = ${group} and m.ended_at is null)`,
  ]
  return sql`${sql.join([sql`1 = 1`, ...conditions.filter((condition) => condition !== undefined)], sql` and `)}`
}
