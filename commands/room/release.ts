import {Flags} from '@oclif/core'
import {releaseRoom} from '../../src/planning/sessions/release-room.ts'
import {command} from '../lib/command.ts'
import {roomArg} from '../lib/flags.ts'

export default command({
  summary: 'End a reservation of a room.',
  examples: ['B104 --on 2026-12-01 --from 13:00', 'B104 --on 2026-12-02 --from 09:00 --json'],
  args: {room: roomArg()},
  flags: {
    on: Flags.string({summary: 'Day, such as 2026-12-01.', required: true}),
    from: Flags.string({summary: 'A time within the reservation, such as 13:00.', required: true}),
  },
  run: async ({args, flags, wire}) =>
    releaseRoom(await wire.context(), {room: args.room, on: flags.on, from: flags.from}),
  show({room, onDate, fromTime}, out) {
    out.line(`Room ${room} is free again on ${onDate} from ${fromTime}.`)
  },
})
