import {z} from 'zod'
import type {Reason} from '../../errors.ts'
import type {Room} from '../model.ts'

const Places = z.int().min(0).max(10_000)

/** What is said of a room, each part by itself. Capacities are in places; rows × columns say how they stand. */
export const ROOM_FIELDS = {
  name: z.string().trim(),
  seats: Places,
  examSeats: Places,
  computers: Places,
  features: z.array(z.string().trim().min(1)),
  rowCount: z.int().min(1).max(100).nullable(),
  columnCount: z.int().min(1).max(100).nullable(),
  /** Who lends it to the school for some dates; empty is the school's own. */
  owner: z.string().trim(),
}

/** Why a room cannot be as it is said: more exam seats than seats, or a grid that does not hold them. */
export function unfitRoom({
  seats,
  examSeats,
  rowCount,
  columnCount,
}: Pick<Room, 'seats' | 'examSeats' | 'rowCount' | 'columnCount'>): readonly Reason[] {
  const grid = rowCount === null || columnCount === null ? null : rowCount * columnCount
  return [
    ...(examSeats > seats
      ? [{code: 'room.more-exam-seats', message: `A room of ${seats} seats cannot hold ${examSeats} exam seats.`}]
      : []),
    ...((rowCount === null) !== (columnCount === null)
      ? [{code: 'room.half-a-grid', message: 'Say both how many rows and how many columns stand in the room.'}]
      : []),
    ...(grid !== null && grid < examSeats
      ? [{code: 'room.small-grid', message: `${rowCount} rows of ${columnCount} cannot hold ${examSeats} exam seats.`}]
      : []),
  ]
}
