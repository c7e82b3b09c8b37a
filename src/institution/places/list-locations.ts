import type {Context} from '../../context.ts'
import type {InstitutionStores} from '../store.ts'

/** A location with its rooms, exam seats and the travel to others that is known, both by code. */
export type LocationRow = Readonly<{
  location: string
  name: string
  address: string
  rooms: number
  examSeats: number
  travel: readonly Readonly<{to: string; minutes: number}>[]
}>

/** The locations in use, by code. Between two without a distance the policy's `travelMinutes` count. */
export async function listLocations(ctx: Context<InstitutionStores>): Promise<readonly LocationRow[]> {
  return ctx.read('catalogue.read', async ({locations, rooms, distances}) => {
    const found = await locations.all()
    const codes = new Map(found.map(({id, code}) => [id, code]))
    const roomsAt = Map.groupBy(await rooms.all(), ({locationId}) => locationId)
    const known = await distances.all()
    return found.map(({id, code, name, address}) => ({
      location: code,
      name,
      address,
      rooms: roomsAt.get(id)?.length ?? 0,
      examSeats: (roomsAt.get(id) ?? []).reduce((sum, {examSeats}) => sum + examSeats, 0),
      travel: known.flatMap(({fromLocationId, toLocationId, minutes}) => {
        const to = codes.get(toLocationId)
        return fromLocationId === id && to !== undefined ? [{to, minutes}] : []
      }),
    }))
  })
}
