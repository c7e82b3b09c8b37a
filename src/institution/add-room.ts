import {z} from 'zod'
import type {Context} from '../context.ts'
import {refuseIfAny} from '../errors.ts'
import type {LocationId, RoomId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import type {Room} from './model.ts'
import type {InstitutionStores} from './store.ts'

/** A room as it is added: its location by code; capacities in places. */
export const AddRoom = z.strictObject({
  code: z.string().trim().min(1).max(40),
  location: z.string().trim().min(1),
  name: z.string().trim().default(''),
  seats: z.int().min(0).max(10_000),
  examSeats: z.int().min(0).max(10_000),
  computers: z.int().min(0).max(10_000).default(0),
  features: z.array(z.string().trim().min(1)).default([]),
})

/**
 * Adds a room to a location.
 *
 * @throws ExamError `location.not-found`; `room.refused` with `room.exists`, `room.more-exam-seats`.
 */
export async function addRoom(ctx: Context<InstitutionStores>, input: z.input<typeof AddRoom>): Promise<Room> {
  const wanted = parsed(AddRoom, input)
  return ctx.write('room.add', {}, async ({rooms, locations}, entry) => {
    const location = await locations.get(wanted.location)
    const known = await rooms.find(wanted.code)
    refuseIfAny('room', [
      ...(known
        ? [
            {
              code: 'room.exists',
              message: `Room ${wanted.code} exists already; change it with: ontrac room change ${wanted.code}`,
            },
          ]
        : []),
      ...(wanted.examSeats > wanted.seats
        ? [
            {
              code: 'room.more-exam-seats',
              message: `A room of ${wanted.seats} seats cannot hold ${wanted.examSeats} exam seats.`,
            },
          ]
        : []),
    ])
    const {location: _, ...facts} = wanted
    const room: Room = {
      ...facts,
      id: ctx.ids.next<RoomId>(),
      locationId: location.id as LocationId,
      rowCount: null,
      columnCount: null,
      owner: '',
      endedAt: null,
      version: 1,
    }
    await rooms.add([room])
    entry.note({about: ['room', room.id], facts: {code: room.code, seats: room.seats, examSeats: room.examSeats}})
    return room
  })
}
