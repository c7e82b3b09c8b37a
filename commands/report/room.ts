import {moveRoom} from '../../src/delivery/reports/move-room.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, roomArg, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Move a session that is under way to another room.',
  examples: ['1130-B104-0900 C001 --reason "Water on the floor"', '1130-B104-0900 C001 --reason "Too noisy" --as lead'],
  args: {session: sessionArg(), room: roomArg()},
  flags: {reason: reasonFlag(true)},
  run: async ({args, flags, wire}) =>
    moveRoom(await wire.context(), {session: args.session, room: args.room, reason: flags.reason ?? ''}),
  show: ({session, from, to, listVersion}, out) =>
    out.line(`${session} moved from ${from ?? 'its place'} to ${to}; its lists are version ${listVersion}.`),
})
