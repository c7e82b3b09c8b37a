import type {Context} from '../context.ts'
import type {Instant} from '../time.ts'
import type {RoomAtLocation} from './list-rooms.ts'
import type {InstitutionStores} from './store.ts'

/** A room with the times from now on in which it is not available. */
export type RoomView = RoomAtLocation &
  Readonly<{blocks: readonly Readonly<{startsAt: Instant; endsAt: Instant; title: string; source: string}>[]}>

/** A room in use. Blocks of its whole location count as its own. @throws ExamError `room.not-found` */
export async function showRoom(ctx: Context<InstitutionStores>, code: string): Promise<RoomView> {
  return ctx.read('catalogue.read', async ({rooms, locations, blocks}, {now}) => {
    const room = await rooms.get(code)
    const location = await locations.get(room.locationId)
    const known = [
      ...(await blocks.all({roomId: room.id}, {orderBy: 'startsAt'})),
      ...(await blocks.all({locationId: location.id}, {orderBy: 'startsAt'})),
    ]
    return {
      ...room,
      location: location.code,
      blocks: known
        .filter(({endsAt}) => endsAt > now)
        .map(({startsAt, endsAt, title, source}) => ({startsAt, endsAt, title, source}))
        .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
    }
  })
}
