import {ExamError} from '../errors.ts'
import {isId} from '../ids.ts'
import type {Enrolment} from './model.ts'
import type {EnrolmentStores} from './store.ts'

/**
 * The active enrolment that a person names: by the code of its registration, or by its own id; within the reach of the one
 * who acts.
 *
 * @throws ExamError `registration.not-found`, `enrolment.not-found` when the registration is not enrolled
 */
export async function activeEnrolment(stores: EnrolmentStores, code: string): Promise<Enrolment> {
  const [enrolment] = await stores.enrolments.all(
    isId(code) ? {id: code as Enrolment['id']} : {registrationId: (await stores.registrations.get(code)).id},
  )
  if (enrolment) return enrolment
  const message = `Registration ${code} is not enrolled. See what there is with: ontrac enrolment list`
  throw new ExamError('not-found', 'enrolment.not-found', message, {registration: code})
}
