import type {Context} from '../../context.ts'
import type {Plan} from '../model.ts'
import {costsOf} from './plan-body.ts'
import type {PlanningStores} from '../store.ts'

/** A plan in a list: `seats` is how many registrations have a place in it. */
export type PlanSummary = Readonly<{
  code: string
  period: string
  state: Plan['state']
  createdAt: Plan['createdAt']
  appliedAt: Plan['appliedAt']
  seats: number
  cost: number
  sessions: number
  unplaced: number
}>

/** Plans, oldest first, of one period or all. @throws ExamError `period.not-found` */
export async function listPlans(
  ctx: Context<PlanningStores>,
  {period}: Readonly<{period?: string | undefined}> = {},
): Promise<readonly PlanSummary[]> {
  return ctx.read('plan.read', async (stores) => {
    const of = period === undefined ? undefined : (await stores.periods.get(period)).id
    const codes = new Map((await stores.periods.history()).map(({id, code}) => [id, code]))
    return (await stores.planning.plans(of)).map((plan) => {
      const {total, terms} = costsOf(plan)
      const amount = (name: string): number => terms.find((term) => term.name === name)?.amount ?? 0
      return {
        code: plan.code,
        period: codes.get(plan.periodId) ?? '',
        state: plan.state,
        createdAt: plan.createdAt,
        appliedAt: plan.appliedAt,
        seats: plan.seats,
        cost: total,
        sessions: amount('sessions'),
        unplaced: amount('unplaced'),
      }
    })
  })
}
