import {ExamError} from '../../errors.ts'
import type {Period} from '../../institution/model.ts'
import type {Plan} from '../model.ts'
import type {PlanningStores} from '../store.ts'

/**
 * The plan with this code, or the newest of the period with this code, in one of `states` when given.
 *
 * @throws ExamError `plan.not-found`
 */
export async function findPlan(
  stores: PlanningStores,
  key: string,
  states?: readonly Plan['state'][],
): Promise<Readonly<{plan: Plan; period: Period}>> {
  const plan = await stores.plans.find(key)
  if (plan) return {plan, period: await stores.periods.get(plan.periodId)}
  const period = await stores.periods.find(key)
  const newest =
    period &&
    (await stores.planning.plans(period.id)).findLast(({state}) => states === undefined || states.includes(state))
  if (period && newest) return {plan: await stores.plans.get(newest.id), period}
  const message = period
    ? `Period ${period.code} has no such plan; make one with: ontrac plan make ${period.code}`
    : `There is no plan or period "${key}". List the plans with: ontrac plan list`
  throw new ExamError('not-found', 'plan.not-found', message, {what: 'plan', key})
}
