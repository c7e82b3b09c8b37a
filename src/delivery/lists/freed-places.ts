import type {Entry} from '../../context.ts'
import type {Enrolment} from '../../enrolment/model.ts'
import type {DeliveryStores} from '../store.ts'

/**
 * Ends enrolments after the day, and the seats on which nothing else is taken, so that their registrations can be placed
 * again. Needs the students' locks and those of the sessions' pools.
 */
export async function freePlaces(
  stores: DeliveryStores,
  entry: Entry,
  {enrolments, reason}: Readonly<{enrolments: readonly Enrolment[]; reason: string}>,
): Promise<void> {
  if (enrolments.length === 0) return
  const ended = {endedAt: entry.now, endReason: reason}
  await stores.enrolments.changeAll({id: enrolments.map(({id}) => id)}, ended)
  const seatIds = [...new Set(enrolments.map(({seatId}) => seatId))]
  const stillUsed = new Set((await stores.enrolments.all({seatId: seatIds})).map(({seatId}) => seatId))
  const seats = (await stores.seats.all({id: seatIds})).filter(({id}) => !stillUsed.has(id))
  await stores.seats.changeAll({id: seats.map(({id}) => id)}, {endedAt: entry.now})
  for (const [poolId, freed] of Map.groupBy(seats, (seat) => seat.poolId)) {
    const pool = await stores.pools.get(poolId)
    await stores.pools.change(poolId, {taken: pool.taken - freed.length})
  }
}
