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
  }
}
