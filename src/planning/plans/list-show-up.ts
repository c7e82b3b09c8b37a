import type {Context} from '../../context.ts'
import {type ShowUp, showUpOf} from './show-up.ts'
import type {PlanningStores} from '../store.ts'

/** An exam with its show-up, and how many of those registered now may be expected. */
export type ExamShowUp = ShowUp & Readonly<{exam: string; name: string; registered: number; likely: number}>

/**
 * Expected show-up of the exams of a period for which somebody is registered, by code.
 *
 * @throws ExamError `period.not-found`
 */
export async function listShowUp(
  ctx: Context<PlanningStores>,
  period: string,
): Promise<Readonly<{period: string; exams: readonly ExamShowUp[]}>> {
  return ctx.read('demand.read', async (stores) => {
    const {id, code} = await stores.periods.get(period)
    const registered = Map.groupBy(await stores.planning.demand(id, undefined, true), ({examId}) => examId)
    const of = await showUpOf(stores)
    const exams = await stores.exams.history({id: [...registered.keys()]})
    const lines = exams.map((exam): ExamShowUp => {
      const count = registered.get(exam.id)?.length ?? 0
      const showUp = of(exam.id)
      return {exam: exam.code, name: exam.name, ...showUp, registered: count, likely: Math.round(count * showUp.rate)}
    })
    return {period: code, exams: lines.toSorted((a, b) => (a.exam < b.exam ? -1 : 1))}
  })
}
