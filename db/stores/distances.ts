import type {Distances} from '../../src/institution/store.ts'
import type {Opening} from './opening.ts'

/** Opens what is known of travel between locations. */
export function openDistances({tx}: Opening): Distances {
  return {
    all: () =>
      tx.selectFrom('locationDistance').selectAll().orderBy('fromLocationId').orderBy('toLocationId').execute(),
    async set(one, other, minutes) {
      await tx
        .insertInto('locationDistance')
        .values([
          {fromLocationId: one, toLocationId: other, minutes},
          {fromLocationId: other, toLocationId: one, minutes},
        ])
        .onConflict((clash) => clash.columns(['fromLocationId', 'toLocationId']).doUpdateSet({minutes}))
        .execute()
    },
  }
}
