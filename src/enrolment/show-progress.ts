import type {Context} from '../context.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {type Day, dayOf, type Instant} from '../time.ts'
import type {EnrolmentStores, HourCount} from './store.ts'

/** How many enrolled on a day, and on all days until its end. */
export type ProgressDay = Readonly<{on: Day; enrolled: number; total: number}>

/** How far the enrolment of a period is: `agreed` counts every registration that is to have a seat or had one. */
export type EnrolmentProgress = Readonly<{
  period: string
  agreed: number
  enrolled: number
  days: readonly ProgressDay[]
}>

/**
 * The curve of enrolment in a period, by days of the institution's zone on which anybody enrolled, in order. Counts who is
 * enrolled now, on the day on which that enrolment was made: who moved counts on the day of moving.
 *
 * @throws ExamError `period.not-found`
 */
export async function showProgress(
  ctx: Context<EnrolmentStores>,
  {period: key}: Readonly<{period: string}>,
): Promise<EnrolmentProgress> {
  return ctx.read('demand.read', async (stores) => {
    const {zone} = await theInstitution(stores)
    const period = await stores.periods.get(key)
    const agreed = await stores.registrations.count({periodId: period.id, state: ['agreed', 'used']})
    const days = daysOf(await stores.enrolment.byHour(period.id), zone)
    return {period: period.code, agreed, enrolled: days.at(-1)?.total ?? 0, days}
  })
}

function daysOf(hours: readonly HourCount[], zone: string): readonly ProgressDay[] {
  const byDay = Map.groupBy(hours, ({hour}) => dayOf(`${hour}:00:00.000Z` as Instant, zone))
  let total = 0
  return [...byDay].map(([on, counts]) => {
    const enrolled = counts.reduce((sum, each) => sum + each.enrolled, 0)
    total += enrolled
    return {on, enrolled, total}
  })
}
