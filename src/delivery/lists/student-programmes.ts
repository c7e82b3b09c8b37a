import type {PersonId, ProgrammeId} from '../../ids.ts'
import type {DeliveryStores} from '../store.ts'

/** The programmes of students, those they left included: a board answers for what was taken in its programme. */
export async function programmesOf(
  {programmeEnrolments}: Pick<DeliveryStores, 'programmeEnrolments'>,
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly ProgrammeId[]>> {
  const held = await programmeEnrolments.history({personId: persons})
  return new Map(
    [...Map.groupBy(held, ({personId}) => personId)].map(([person, all]) => [
      person,
      all.map(({programmeId}) => programmeId),
    ]),
  )
}
