import type {Context} from '../context.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {Registration} from './model.ts'
import {type RegistrationText, registrationText} from './registration-line.ts'
import {sinceInstant} from './show-demand.ts'
import type {RegistrationStores} from './store.ts'

/** Which registrations to list, by code; `after` is the code of the last one seen. */
export type ListRegistrations = Readonly<{
  states?: readonly Registration['state'][] | undefined
  exam?: string | undefined
  group?: string | undefined
  student?: string | undefined
  period?: string | undefined
  since?: string | undefined
  after?: string | undefined
  limit?: number | undefined
}>

/**
 * Registrations in the order in which they were made, a page at a time (default 100), within the reach of the one who looks.
 *
 * @throws ExamError `exam.not-found`, `group.not-found`, `student.not-found`, `period.not-found`, `registration.not-found`
 */
export async function listRegistrations(
  ctx: Context<RegistrationStores>,
  {states, exam, group, student, period, since, after, limit = 100}: ListRegistrations = {},
): Promise<readonly RegistrationText[]> {
  return ctx.read('registration.read', async (stores, {now}) => {
    const {zone} = await theInstitution(stores)
    const lines = await stores.registration.list({
      ...(states === undefined || states.length === 0 ? {} : {states}),
      ...(exam === undefined ? {} : {exam: (await stores.exams.get(exam)).id}),
      ...(group === undefined ? {} : {group: (await stores.groups.get(group)).id}),
      ...(student === undefined ? {} : {person: (await stores.students.get(student)).id}),
      ...(period === undefined ? {} : {period: (await stores.periods.get(period)).id}),
      ...(since === undefined ? {} : {since: sinceInstant(since, now, zone)}),
      ...(after === undefined ? {} : {after: (await theRegistration(stores, after)).id}),
      limit,
    })
    return lines.map(registrationText)
  })
}

/** A registration by code or id, open or closed, within reach. @throws ExamError `registration.not-found` */
export async function theRegistration(
  {registrations}: Pick<RegistrationStores, 'registrations'>,
  key: string,
): Promise<Registration> {
  const [closed] = await registrations.history({code: key}, {limit: 1})
  return closed ?? registrations.get(key)
}
