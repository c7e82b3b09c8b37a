import type {Context} from '../context.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {Instant} from '../time.ts'
import {sinceInstant} from './show-demand.ts'
import type {CrossedCount, RegistrationStores} from './store.ts'

/** The live demand of a period by exam and location at once, in order of exam and location. */
export type CrossedDemand = Readonly<{period: string; since: Instant; rows: readonly CrossedCount[]}>

/**
 * Counts the live demand of a period crossed: for each exam how many want it at each location (feature R4). A registration
 * counts at the location it prefers, else at the student's own; `since` is as of {@link showDemand}.
 *
 * @throws ExamError `period.not-found`, `time.invalid-instant`
 */
export async function crossDemand(
  ctx: Context<RegistrationStores>,
  {period: key, since = 'yesterday'}: Readonly<{period: string; since?: string | undefined}>,
): Promise<CrossedDemand> {
  return ctx.read('demand.read', async (stores, {now}) => {
    const {zone} = await theInstitution(stores)
    const period = await stores.periods.get(key)
    const from = sinceInstant(since, now, zone)
    const rows = await stores.registration.crossed({period: period.id, since: from})
    return {period: period.code, since: from, rows}
  })
}
