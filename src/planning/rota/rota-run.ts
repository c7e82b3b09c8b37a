import {ExamError} from '../../errors.ts'
import type {Run} from '../../operation/records.ts'
import {type PlannedDuty, ROTA_RUN, rotaOptions} from './rota-body.ts'
import type {PlanningStores} from '../store.ts'

/** The rota with this code; of a period its newest that is not applied, else the newest. @throws ExamError `rota.not-found` */
export async function rotaRun(stores: PlanningStores, key: string): Promise<Run> {
  const runs = (await stores.runs.all({kind: ROTA_RUN})).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  const own = runs.filter((run) => rotaOptions(run).period === key)
  const found = runs.find(({code, id}) => code === key || id === key) ?? own.find(isOpen) ?? own[0]
  if (found) return found
  const message = `There is no rota "${key}". Make one with: ontrac rota make ${key}`
  throw new ExamError('not-found', 'rota.not-found', message, {what: 'rota', key})
}

/** Whether a rota can still be applied. */
export function isOpen({state}: Pick<Run, 'state'>): boolean {
  return state === 'planned' || state === 'applying'
}

/** The duties of one step of a rota, or of all. */
export async function rotaDuties(stores: PlanningStores, run: Run, position?: number): Promise<readonly PlannedDuty[]> {
  const steps = position === undefined ? Array.from({length: run.steps}, (_, i) => i) : [position]
  const duties: PlannedDuty[] = []
  for (const step of steps)
    duties.push(...(((await stores.runs.step(run.id, step))?.payload ?? []) as unknown as PlannedDuty[]))
  return duties
}
