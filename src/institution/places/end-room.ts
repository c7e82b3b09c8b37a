import type {Context} from '../../context.ts'
import type {InstitutionStores} from '../store.ts'

/** Ends a room: nothing is planned in it any more; what was planned stays until it is moved. @throws ExamError `room.not-found` */
export async function endRoom(
  ctx: Context<InstitutionStores>,
  {room: code}: Readonly<{room: string}>,
): Promise<Readonly<{room: string}>> {
  return ctx.write('room.end', {}, async ({rooms}, entry) => {
    const room = await rooms.get(code)
    await rooms.change(room.id, {endedAt: entry.now})
    entry.note({about: ['room', room.id], facts: {code: room.code}})
    return {room: room.code}
  })
}
