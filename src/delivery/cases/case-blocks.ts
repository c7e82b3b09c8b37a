import type {EnrolmentId} from '../../ids.ts'
import type {DeliveryStores} from '../store.ts'

/**
 * Which enrolments a case still blocks, with the codes of those cases: on these nothing is established (feature C2). A case
 * blocks exactly the candidates in its scope on whom it is not decided yet; decided on one, it blocks the others only.
 *
 * Looks beyond the reach of the one who acts; one query per thousand enrolments.
 */
export async function blockedEnrolments(
  {delivery}: Pick<DeliveryStores, 'delivery'>,
  enrolments: readonly EnrolmentId[],
): Promise<ReadonlyMap<EnrolmentId, readonly string[]>> {
  const undecided = await delivery.undecidedCases(enrolments)
  return new Map(
    [...Map.groupBy(undecided, ({enrolmentId}) => enrolmentId)].map(([id, cases]) => [id, cases.map(({code}) => code)]),
  )
}
