import {sql} from 'kysely'
import type {PeopleQuestions} from '../../src/institution/store.ts'
import {inReach} from '../scope.ts'
import type {Opening} from './opening.ts'

/** Opens the questions about people. */
export function openPeople({tx, access}: Opening): PeopleQuestions {
  const reach = inReach(tx, 'person', access)
  return {
    async page({kind, search, after, limit, only}) {
      const number = kind === 'students' ? 'studentNumber' : 'staffCode'
      let query = tx.selectFrom('person').selectAll().where(number, 'is not', null).where('endedAt', 'is', null)
      if (reach) query = query.where(reach as never)
      if (only) query = only.length > 0 ? query.where('id', 'in', only) : query.where('id', '=', '' as never)
      if (search !== undefined) query = query.where('searchKey', 'like', `%${search.replaceAll(/[%_\\]/g, '')}%`)
      if (after !== undefined) query = query.where(number, '>', after)
      return query.orderBy(number).limit(limit).execute()
    },
    async countByProgramme() {
      const rows = await tx
        .selectFrom('programmeEnrolment')
        .select(['programmeId as key', sql<number>`cast(count(*) as integer)`.as('n')])
        .where('endedOn', 'is', null)
        .groupBy('programmeId')
        .execute()
      return new Map(rows.map(({key, n}) => [key, n]))
    },
    async countByGroup() {
      const rows = await tx
        .selectFrom('groupMember')
        .select(['groupId as key', sql<number>`cast(count(*) as integer)`.as('n')])
        .where('endedAt', 'is', null)
        .groupBy('groupId')
        .execute()
      return new Map(rows.map(({key, n}) => [key, n]))
    },
  }
}
