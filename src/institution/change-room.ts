import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError, refuseIfAny} from '../errors.ts'
import type {LocationId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {spanOf, type Day, wallTime} from '../time.ts'
import type {Block, Location, Room} from './model.ts'
import type {InstitutionStores} from './store.ts'
import {theInstitution} from './the-institution.ts'

/** What is given changes; what is left out stays. */
export const ChangeRoom = z.strictObject({
  name: z.string().trim().optional(),
  seats: z.int().min(0).max(10_000).optional(),
  examSeats: z.int().min(0).max(10_000).optional(),
  computers: z.int().min(0).max(10_000).optional(),
  features: z.array(z.string().trim().min(1)).optional(),
})

/**
 * Changes a room's capacities. Sessions that were planned in it keep their seats; `ontrac verify` and the plan board show
 * where they no longer fit.
 *
 * @throws ExamError `room.not-found`; `room.refused` with `room.more-exam-seats`
 */
export async function changeRoom(
  ctx: Context<InstitutionStores>,
  code: string,
  change: z.input<typeof ChangeRoom>,
): Promise<Room> {
  const wanted = Object.fromEntries(
    Object.entries(parsed(ChangeRoom, change)).filter(([, value]) => value !== undefined),
  )
  return ctx.write('room.change', {}, async ({rooms}, entry) => {
    const room: Room = {...(await rooms.get(code)), ...wanted}
    refuseIfAny(
      'room',
      room.examSeats > room.seats
        ? [
            {
              code: 'room.more-exam-seats',
              message: `A room of ${room.seats} seats cannot hold ${room.examSeats} exam seats.`,
            },
          ]
        : [],
    )
    await rooms.change(room.id, wanted)
    entry.note({about: ['room', room.id], facts: {code, ...wanted} as Record<string, string | number>})
    return room
  })
}

/** Ends a room: nothing is planned in it any more; what was planned stays until it is moved. @throws ExamError `room.not-found` */
export async function endRoom(ctx: Context<InstitutionStores>, code: string): Promise<Readonly<{ended: string}>> {
  return ctx.write('room.end', {}, async ({rooms}, entry) => {
    const room = await rooms.get(code)
    await rooms.change(room.id, {endedAt: entry.now})
    entry.note({about: ['room', room.id], facts: {code}})
    return {ended: code}
  })
}

export const BlockTime = z.strictObject({
  kind: z.enum(['room', 'location', 'group', 'person']),
  /** Code of the room, location or group; staff code or student number. */
  code: z.string(),
  on: z.iso.date().transform((text) => text as Day),
  from: z.string().transform(wallTime),
  minutes: z.int().min(1).max(1440),
  title: z.string().trim().min(1),
})

/**
 * Says that a room, location, group or person is not available for a time. What is planned then becomes a conflict to
 * solve, never a silent move.
 *
 * @throws ExamError `<noun>.not-found`; `time.skipped`, `time.ambiguous`
 */
export async function blockTime(ctx: Context<InstitutionStores>, input: z.input<typeof BlockTime>): Promise<Block> {
  const {kind, code, title, ...when} = parsed(BlockTime, input)
  return ctx.write('room.block', {}, async (stores, entry) => {
    const {zone} = await theInstitution(stores)
    const block: Block = {
      id: ctx.ids.next(),
      kind,
      personId: kind === 'person' ? ((await stores.students.find(code)) ?? (await stores.staff.get(code))).id : null,
      roomId: kind === 'room' ? (await stores.rooms.get(code)).id : null,
      groupId: kind === 'group' ? (await stores.groups.get(code)).id : null,
      locationId: kind === 'location' ? (await stores.locations.get(code)).id : null,
      ...spanOf({...when, zone}),
      title,
      source: 'office',
      externalKey: '',
      endedAt: null,
    }
    await stores.blocks.add([block])
    entry.note({about: ['block', block.id], facts: {kind, startsAt: block.startsAt, endsAt: block.endsAt}, text: title})
    return block
  })
}

export const AddLocation = z.strictObject({
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1),
  address: z.string().trim().default(''),
})

/** Adds a location. @throws ExamError `location.exists` */
export async function addLocation(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof AddLocation>,
): Promise<Location> {
  const wanted = parsed(AddLocation, input)
  return ctx.write('room.add', {}, async ({locations}, entry) => {
    if (await locations.find(wanted.code))
      throw new ExamError('refused', 'location.exists', `Location ${wanted.code} exists already.`)
    const location: Location = {...wanted, id: ctx.ids.next<LocationId>(), endedAt: null, version: 1}
    await locations.add([location])
    entry.note({about: ['location', location.id], facts: {code: wanted.code}})
    return location
  })
}
