import type {Context} from '../../context.ts'
import {type OralSheet, oralSheet} from './oral-sheet.ts'
import type {PlanningStores} from '../store.ts'

/** The roster of an oral session: who comes when, to whom. @throws ExamError `session.not-found` */
export async function showOrals(ctx: Context<PlanningStores>, session: string): Promise<OralSheet> {
  return ctx.read('plan.read', async (stores) => oralSheet(stores, await stores.sessions.get(session)))
}
