import {sql} from 'kysely'
import type {PersonId} from '../../src/ids.ts'
import {listName} from '../../src/institution/names.ts'
import type {RegistrationFilter, RegistrationLine, RegistrationQuestions} from '../../src/registration/store.ts'
import {personsInReach} from '../scope.ts'
import type {Opening} from './opening.ts'

/** Lists of registrations, and of who has none, within the reach of the one who acts. */
export function openRegistrationLists({tx, access}: Opening): Pick<RegistrationQuestions, 'list' | 'without'> {
  const persons = personsInReach(tx, access)
  const reach = persons && sql<PersonId>`${persons}`

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

  const filtered = (filter: RegistrationFilter) => {
    let query = lines()
    if (reach) query = query.where('registration.personId', 'in', reach)
    if (filter.ids)
      query =
        filter.ids.length > 0 ? query.where('registration.id', 'in', filter.ids) : query.where(sql<boolean>`1 = 0`)
    if (filter.states) query = query.where('registration.state', 'in', filter.states)
    if (filter.exam) query = query.where('registration.examId', '=', filter.exam)
    if (filter.person) query = query.where('registration.personId', '=', filter.person)
    if (filter.period) query = query.where('registration.periodId', '=', filter.period)
    if (filter.since) query = query.where('registration.requestedAt', '>=', filter.since)
    if (filter.after) query = query.where('registration.id', '>', filter.after)
    const {group} = filter
    if (group) {
      const members = tx
        .selectFrom('groupMember')
        .select('personId')
        .where('groupId', '=', group)
        .where('endedAt', 'is', null)
      query = query.where('registration.personId', 'in', members)
    }
    return query
  }

  return {
    async list(filter) {
      const query = filtered(filter).orderBy('registration.id')
      const rows = await (filter.limit === undefined ? query : query.limit(filter.limit)).execute()
      return rows.map(({givenName, prefix, familyName, ...row}): RegistrationLine => ({
        ...row,
        name: listName({givenName, prefix, familyName}),
      }))
    },
    async without({group, exam}) {
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
      if (reach) query = query.where('person.id', 'in', reach)
      if (exam) query = query.where('exam.id', '=', exam)
      if (group) {
        const members = tx
          .selectFrom('groupMember')
          .select('personId')
          .where('groupId', '=', group)
          .where('endedAt', 'is', null)
        query = query.where('person.id', 'in', members)
      }
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
