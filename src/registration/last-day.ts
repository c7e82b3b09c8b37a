import type {Period} from '../institution/model.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {type Day, dayOf, type Instant, plusMinutes} from '../time.ts'
import type {RegistrationStores} from './store.ts'

/** The last day of the period's registration window, as long as it is to come. */
export async function lastDay(stores: RegistrationStores, {id}: Period, now: Instant): Promise<Day | null> {
  const {zone} = await theInstitution(stores)
  const [window] = await stores.periodWindows.all({periodId: id, kind: 'registration', examId: null})
  if (window === undefined || window.closesAt <= now) return null
  return dayOf(plusMinutes(window.closesAt, -1), zone)
}
