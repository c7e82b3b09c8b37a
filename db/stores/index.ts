import type {Access} from '../../src/context.ts'
import type {LifecycleStores} from '../../src/lifecycle/store.ts'
import {sightOf} from '../scope.ts'
import {openArchive} from './archive.ts'
import {openDelivery} from './delivery.ts'
import {openEnrolment} from './enrolment.ts'
import {openExchange} from './exchange.ts'
import {openInstitution} from './institution.ts'
import {openLifecycle} from './lifecycle.ts'
import {openOperation} from './operation.ts'
import type {Opening} from './opening.ts'
import {openPlanning} from './planning.ts'
import {openRegistration} from './registration.ts'
import {openResults} from './results.ts'
import {openSignInStores} from './sign-in.ts'
import {openTasks} from './tasks.ts'
import {openVerification} from './verify.ts'

/** Opens the memory of every phase inside one transaction, limited to the reach of the one who acts at its start. */
export async function openStores({
  access,
  ...rest
}: Omit<Opening, 'access'> & {access: Access}): Promise<LifecycleStores> {
  const opening: Opening = {...rest, access: await sightOf(rest.tx, access)}
  return {
    ...openOperation(opening),
    ...openInstitution(opening),
    ...openRegistration(opening),
    ...openPlanning(opening),
    ...openEnrolment(opening),
    ...openDelivery(opening),
    ...openResults(opening),
    ...openArchive(opening),
    ...openExchange(opening),
    ...openLifecycle(opening),
    ...openSignInStores(opening),
    tasks: openTasks(opening),
    verification: openVerification(opening),
  }
}
