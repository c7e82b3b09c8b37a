import type {Context} from '../../context.ts'
import {findPlan} from './find-plan.ts'
import {type PlanSheet, planSheet} from './plan-sheet.ts'
import type {PlanningStores} from '../store.ts'

/** Shows a plan by its code, or the newest of a period. @throws ExamError `plan.not-found` */
export async function showPlan(ctx: Context<PlanningStores>, key: string): Promise<PlanSheet> {
  return ctx.read('plan.read', async (stores) => {
    const {plan, period} = await findPlan(stores, key)
    return planSheet(plan, period.code)
  })
}
