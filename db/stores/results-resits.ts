import {sql} from 'kysely'
import type {OutcomeQuestions} from '../../src/results/store.ts'
import {inReachOf} from '../scope.ts'
import type {Opening} from './opening.ts'

/** Lists of requests for a resit. */
export function openResitLines({tx, access}: Opening): Pick<OutcomeQuestions, 'resits'> {
  const reach = inReachOf(access, 'resitRequest.personId')
  return {
    async resits({ids, persons: people, exam, states, after, limit}) {
      let query = tx
        .selectFrom('resitRequest')
        .innerJoin('person', 'person.id', 'resitRequest.personId')
        .innerJoin('exam', 'exam.id', 'resitRequest.examId')
        .leftJoin('person as requester', 'requester.id', 'resitRequest.requestedBy')
        .leftJoin('registration', 'registration.id', 'resitRequest.registrationId')
        .leftJoin('period', 'period.id', 'registration.periodId')
        .selectAll('resitRequest')
        .select([
          'person.givenName',
          'person.prefix',
          'person.familyName',
          'exam.code as exam',
          'exam.name as examName',
        ])
        .select(['registration.code as registration', 'period.code as period'])
        .select([
          sql<string>`coalesce(person.student_number, '')`.as('student'),
          sql<string | null>`coalesce(requester.staff_code, requester.student_number)`.as('requester'),
        ])
      if (reach) query = query.where(reach)
      if (ids)
        query = ids.length > 0 ? query.where('resitRequest.id', 'in', ids as never) : query.where(sql<boolean>`1 = 0`)
      if (people)
        query =
          people.length > 0 ? query.where('resitRequest.personId', 'in', people) : query.where(sql<boolean>`1 = 0`)
      if (exam) query = query.where('resitRequest.examId', '=', exam)
      if (states) query = query.where('resitRequest.state', 'in', states)
      if (after) query = query.where('resitRequest.code', '>', after)
      query = query.orderBy('resitRequest.code')
      return (limit === undefined ? query : query.limit(limit)).execute()
    },
  }
}
