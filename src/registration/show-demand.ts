import type {Context} from '../context.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {type Day, dayOf, type Instant, instant, plusDays, startOfDay} from '../time.ts'
import {activeFreezes} from './freeze-demand.ts'
import type {DemandCount, DemandKey, RegistrationStores} from './store.ts'

/** The demand of a period: what is live and what was frozen, never added up. */
export type Demand = Readonly<{
  period: string
  by: DemandKey
  since: Instant
  /** What is frozen: whole, some exams (by code), or nothing. */
  frozen: 'whole' | 'some' | 'nothing'
  frozenExams: readonly string[]
  rows: readonly DemandCount[]
}>

export type DemandInput = Readonly<{period: string; by?: DemandKey | undefined; since?: string | undefined}>

/**
 * Counts the demand of a period by one key (feature R4), in one snapshot. A student in two groups counts in both; a
 * registration with several needs counts under each. `since` is `yesterday` (the default), `today`, a day or a time.
 *
 * @throws ExamError `period.not-found`, `time.invalid-instant`
 */
export async function showDemand(
  ctx: Context<RegistrationStores>,
  {period: key, by = 'exam', since = 'yesterday'}: DemandInput,
): Promise<Demand> {
  return ctx.read('demand.read', async (stores, {now}) => {
    const {zone} = await theInstitution(stores)
    const period = await stores.periods.get(key)
    const freezes = await activeFreezes(stores, period)
    const own = freezes.flatMap(({examId}) => (examId === null ? [] : [examId]))
    const windows = (await stores.periodWindows.all({periodId: period.id, kind: 'taking'})).filter(
      ({examId}) => examId === null,
    )
    const on: Day = windows[0] ? dayOf(windows[0].opensAt, zone) : period.fromOn
    const from = sinceInstant(since, now, zone)
    const rows = await stores.registration.demand({period: period.id, by, since: from, freezes, on})
    const frozenExams = (await stores.exams.history({id: own})).map(({code}) => code).toSorted()
    const frozen = freezes.length > own.length ? 'whole' : own.length > 0 ? 'some' : 'nothing'
    return {period: period.code, by, since: from, frozen, frozenExams, rows}
  })
}

/** The moment that `yesterday`, `today`, a day or a time stands for; a day begins at its first minute. */
export function sinceInstant(text: string, now: Instant, zone: string): Instant {
  if (text === 'today') return startOfDay(dayOf(now, zone), zone)
  if (text === 'yesterday') return startOfDay(plusDays(dayOf(now, zone), -1), zone)
  return instant(text, zone)
}
