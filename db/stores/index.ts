import type {LifecycleStores} from '../../src/lifecycle/store.ts'
import {openArchive} from './archive.ts'
import {openDelivery} from './delivery.ts'
import {openEnrolment} from './enrolment.ts'
import {openInstitution} from './institution.ts'
import {openLifecycle} from './lifecycle.ts'
import {openOperation} from './operation.ts'
import type {Opening} from './opening.ts'
import {openPlanning} from './planning.ts'
import {openRegistration} from './registration.ts'
import {openResults} from './results.ts'
import {openTasks} from './tasks.ts'
import {openVerification} from './verify.ts'

/** Opens the memory of every phase inside one transaction. */
export function openStores(opening: Opening): LifecycleStores {
  return {
    ...openOperation(opening),
    ...openInstitution(opening),
    ...openRegistration(opening),
    ...openPlanning(opening),
    ...openEnrolment(opening),
    ...openDelivery(opening),
    ...openResults(opening),
    ...openArchive(opening),
    ...openLifecycle(opening),
    tasks: openTasks(opening),
    verification: openVerification(opening),
  }
}
