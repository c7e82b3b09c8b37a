import {showRoom} from '../../src/institution/places/show-room.ts'
import {command} from '../lib/command.ts'
import {roomArg} from '../lib/flags.ts'

export default command({
  summary: 'Show a room and when it is not available.',
  examples: ['B104', 'B104 --json'],
  args: {room: roomArg()},
  run: async ({args, wire}) => showRoom(await wire.context(), args.room),
  show(room, out) {
    out.title(room.name ? `${room.code}  ${room.name}` : room.code)
    out.pairs([
      ['location', room.location],
      ['seats', room.seats],
      ['exam seats', room.examSeats],
      ['computers', room.computers],
      ['rows × columns', room.rowCount === null ? null : `${room.rowCount} × ${room.columnCount}`],
      ['features', room.features.join(' ') || null],
      ['lent by', room.owner || null],
    ])
    out.table(
      ['Not available on', 'From', 'Minutes', 'Why', 'Source'],
      room.blocks.map(({on, from, minutes, title, source}) => [on, from, minutes, title, source]),
      'Always available.',
    )
  },
})
