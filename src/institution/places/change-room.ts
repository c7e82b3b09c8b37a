import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {given} from '../given.ts'
import type {Room} from '../model.ts'
import {ROOM_FIELDS, unfitRoom} from './room-fields.ts'
import type {InstitutionStores} from '../store.ts'

/** What is given changes; what is left out stays. */
export const ChangeRoom = z.strictObject(ROOM_FIELDS).partial()

/**
 * Changes a room. Sessions that were planned in it keep their seats; `ontrac verify` and the plan board show where they no
 * longer fit.
 *
 * @throws ExamError `room.not-found`, `room.nothing-to-change`; `room.refused` with `room.more-exam-seats`,
 * `room.half-a-grid`, `room.small-grid`
 */
export async function changeRoom(
  ctx: Context<InstitutionStores>,
  code: string,
  input: z.input<typeof ChangeRoom>,
): Promise<Room> {
  const change = given(parsed(ChangeRoom, input))
  if (Object.keys(change).length === 0)
    throw new ExamError('invalid', 'room.nothing-to-change', 'Say what should change; see the flags with --help.')
  return ctx.write('room.change', {}, async ({rooms}, entry) => {
    const before = await rooms.get(code)
    const room: Room = {...before, ...change}
    refuseIfAny('room', unfitRoom(room))
    await rooms.change(room.id, change)
    const {seats, examSeats, computers} = before
    const facts = {code: room.code, changed: Object.keys(change), before: {seats, examSeats, computers}}
    entry.note({about: ['room', room.id], facts})
    return room
  })
}
