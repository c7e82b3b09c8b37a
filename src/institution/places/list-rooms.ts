import type {Context} from '../../context.ts'
import type {Location, Room} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** A room with the code of its location. */
export type RoomAtLocation = Room & Readonly<{location: string}>

/** The rooms in use, by code, page after page; `location` is a code. @throws ExamError `location.not-found` */
export async function listRooms(
  ctx: Context<InstitutionStores>,
  {
    location,
    after,
    limit,
  }: Readonly<{location?: string | undefined; after?: string | undefined; limit?: number | undefined}> = {},
): Promise<readonly RoomAtLocation[]> {
  return ctx.read('catalogue.read', async ({rooms, locations}) => {
    const at = location === undefined ? {} : {locationId: (await locations.get(location)).id}
    const codes = new Map((await locations.history()).map(({id, code}: Location) => [id, code]))
    const found = await rooms.all(at, {
      ...(after === undefined ? {} : {after}),
      ...(limit === undefined ? {} : {limit}),
    })
    return found.map((room) => ({...room, location: codes.get(room.locationId) ?? ''}))
  })
}
