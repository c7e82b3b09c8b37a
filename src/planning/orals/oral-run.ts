import {ExamError} from '../../errors.ts'
import type {Run} from '../../operation/records.ts'
import {ORAL_RUN, oralOptions, type PlannedOrals} from './oral-body.ts'
import type {PlanningStores} from '../store.ts'

/**
 * The oral plan with this code; of a period its newest one that is not applied, else the newest.
 *
 * @throws ExamError `oral-plan.not-found`
 */
export async function oralRun(stores: PlanningStores, key: string): Promise<Run> {
  const runs = (await stores.runs.all({kind: ORAL_RUN})).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  const own = runs.filter((run) => oralOptions(run).period === key)
  const found =
    runs.find(({code, id}) => code === key || id === key) ??
    own.find(({state}) => state === 'planned' || state === 'applying') ??
    own[0]
  if (found) return found
  throw new ExamError(
    'not-found',
    'oral-plan.not-found',
    `There is no oral plan "${key}". Make one with: ontrac oral make ${key}`,
    {
      what: 'oral-plan',
      key,
    },
  )
}

/** All sessions of an oral plan, in order. */
export async function sessionsOf(stores: PlanningStores, run: Run): Promise<readonly PlannedOrals[]> {
  const all: PlannedOrals[] = []
  for (let position = 0; position < run.steps; position++)
    all.push(...(((await stores.runs.step(run.id, position))?.payload ?? []) as unknown as PlannedOrals[]))
  return all
}
