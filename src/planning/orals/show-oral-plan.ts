import type {Context} from '../../context.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {type OralPlanSheet, oralPlanSheet} from './oral-plan-sheet.ts'
import {oralRun, sessionsOf} from './oral-run.ts'
import type {PlanningStores} from '../store.ts'

/** An oral plan with all its times, by its code, or the newest of a period. @throws ExamError `oral-plan.not-found` */
export async function showOralPlan(ctx: Context<PlanningStores>, plan: string): Promise<OralPlanSheet> {
  return ctx.read('plan.read', async (stores) => {
    const run = await oralRun(stores, plan)
    const {zone} = await theInstitution(stores)
    return oralPlanSheet(run, await sessionsOf(stores, run), zone)
  })
}
