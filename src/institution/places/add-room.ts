import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import type {RoomId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Room} from '../model.ts'
import {ROOM_FIELDS, unfitRoom} from './room-fields.ts'
import type {InstitutionStores} from '../store.ts'

/** A room as it is added: its location by code; capacities in places. */
export const AddRoom = z.strictObject({
  code: z.string().trim().min(1).max(40),
  location: z.string().trim().min(1),
  seats: ROOM_FIELDS.seats,
  examSeats: ROOM_FIELDS.examSeats,
  name: ROOM_FIELDS.name.default(''),
  computers: ROOM_FIELDS.computers.default(0),
  features: ROOM_FIELDS.features.default([]),
  rowCount: ROOM_FIELDS.rowCount.default(null),
  columnCount: ROOM_FIELDS.columnCount.default(null),
  owner: ROOM_FIELDS.owner.default(''),
})

/**
 * Adds a room to a location.
 *
 * @throws ExamError `location.not-found`; `room.refused` with `room.exists`, `room.more-exam-seats`, `room.half-a-grid`,
 * `room.small-grid`
 */
export async function addRoom(ctx: Context<InstitutionStores>, input: z.input<typeof AddRoom>): Promise<Room> {
  const {location: locationCode, ...facts} = parsed(AddRoom, input)
  return ctx.write('room.add', {}, async ({rooms, locations}, entry) => {
    const location = await locations.get(locationCode)
    const known = await rooms.find(facts.code)
    const message = `Room ${facts.code} exists already; change it with: ontrac room change ${facts.code}`
    refuseIfAny('room', [...(known ? [{code: 'room.exists', message}] : []), ...unfitRoom(facts)])
    const room: Room = {...facts, id: ctx.ids.next<RoomId>(), locationId: location.id, endedAt: null, version: 1}
    await rooms.add([room])
    entry.note({about: ['room', room.id], facts: {code: room.code, seats: room.seats, examSeats: room.examSeats}})
    return room
  })
}
