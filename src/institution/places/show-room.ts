import type {Context} from '../../context.ts'
import {type Day, dayOf, type Instant, minutesBetween, timeOf, type WallTime} from '../../time.ts'
import type {RoomAtLocation} from './list-rooms.ts'
import type {Block} from '../model.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** A time in which a room is not available: as instants, and as the clock on its wall tells it. */
export type BlockView = Readonly<{
  on: Day
  from: WallTime
  minutes: number
  startsAt: Instant
  endsAt: Instant
  title: string
  source: string
}>

/** A room with the times from now on in which it is not available. */
export type RoomView = RoomAtLocation & Readonly<{blocks: readonly BlockView[]}>

/** A room in use. Blocks of its whole location count as its own. @throws ExamError `room.not-found` */
export async function showRoom(ctx: Context<InstitutionStores>, code: string): Promise<RoomView> {
  return ctx.read('catalogue.read', async (stores, {now}) => {
    const {zone} = await theInstitution(stores)
    const room = await stores.rooms.get(code)
    const location = await stores.locations.get(room.locationId)
    const known = [
      ...(await stores.blocks.all({roomId: room.id})),
      ...(await stores.blocks.all({locationId: location.id})),
    ]
    const blocks = known
      .filter(({endsAt}) => endsAt > now)
      .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
      .map((block) => viewed(block, zone))
    return {...room, location: location.code, blocks}
  })
}

function viewed({startsAt, endsAt, title, source}: Block, zone: string): BlockView {
  const minutes = minutesBetween(startsAt, endsAt)
  return {on: dayOf(startsAt, zone), from: timeOf(startsAt, zone), minutes, startsAt, endsAt, title, source}
}
