import {listName} from '../../institution/people/names.ts'
import type {Instant} from '../../time.ts'
import type {Report} from './report-fold.ts'
import type {DeliveryStores, Stranger} from '../store.ts'

/** Somebody who came without a seat, as the report shows him. */
export type ShownWalkIn = Readonly<{
  student: string
  name: string
  exam: string
  admitted: boolean
  at: Instant
  remark: string
  /** What the office did about it afterwards; null while it waits. */
  settled: string | null
}>

/** Everybody who came without a seat, in the order in which they were recorded. */
export async function shownWalkIns(
  {exams}: DeliveryStores,
  {walkIns}: Report,
  strangers: readonly Stranger[],
): Promise<readonly ShownWalkIn[]> {
  const codes = new Map((await exams.history({id: walkIns.map(({examId}) => examId)})).map(({id, code}) => [id, code]))
  const people = new Map(strangers.map((each) => [each.id, each]))
  return walkIns.map(({personId, examId, admitted, at, remark, settled}) => {
    const person = people.get(personId)
    return {
      student: person?.studentNumber ?? '',
      name: person ? listName(person) : '',
      exam: codes.get(examId) ?? '',
      admitted,
      at,
      remark,
      settled,
    }
  })
}
