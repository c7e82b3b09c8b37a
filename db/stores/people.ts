import {sql} from 'kysely'
import {notFound} from '../../src/errors.ts'
import type {PeopleQuestions} from '../../src/institution/store.ts'
import {inReach} from '../scope.ts'
import type {Opening} from './opening.ts'

/** Opens the questions about people. */
export function openPeople({tx, access}: Opening): PeopleQuestions {
  const reach = inReach('person', access)
  /** Also somebody who left since: his place in the list is still known. */
  const lastSeen = (number: 'studentNumber' | 'staffCode', code: string) => {
    const query = tx.selectFrom('person').select(['sortKey', 'id']).where(number, '=', code).orderBy('id', 'desc')
    return (reach ? query.where(reach) : query).executeTakeFirst()
  }
  return {
    async page({kind, search, group, programme, after, limit}) {
      const number = kind === 'students' ? 'studentNumber' : 'staffCode'
      let query = tx.selectFrom('person').selectAll().where(number, 'is not', null).where('endedAt', 'is', null)
      if (reach) query = query.where(reach)
      const members = tx.selectFrom('groupMember').select('personId').where('endedAt', 'is', null)
      if (group !== undefined) query = query.where('id', 'in', members.where('groupId', '=', group))
      const studying = tx.selectFrom('programmeEnrolment').select('personId').where('endedOn', 'is', null)
      if (programme !== undefined) query = query.where('id', 'in', studying.where('programmeId', '=', programme))
      for (const word of search) query = query.where('searchKey', 'like', `%${word.replaceAll(/[%_\\]/g, '')}%`)
      if (after !== undefined) {
        const last = await lastSeen(number, after)
        if (!last) throw notFound(kind === 'students' ? 'student' : 'staff', after)
        query = query.where((eb) =>
          eb.or([eb('sortKey', '>', last.sortKey), eb.and([eb('sortKey', '=', last.sortKey), eb('id', '>', last.id)])]),
        )
      }
      return query.orderBy('sortKey').orderBy('id').limit(limit).execute()
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
