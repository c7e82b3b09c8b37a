import {Flags} from '@oclif/core'
import {reserveRoom} from '../../src/planning/sessions/reserve-room.ts'
import {command} from '../lib/command.ts'
import {roomArg} from '../lib/flags.ts'

export default command({
  summary: 'Reserve a room.',
  examples: [
    'B104 --on 2026-12-01 --from 13:00 --minutes 120 --title "Ouderavond"',
    'B104 --on 2026-12-02 --from 09:00 --minutes 60 --title "Instructie examens"',
  ],
  args: {room: roomArg()},
  flags: {
    on: Flags.string({summary: 'Day, such as 2026-12-01.', required: true}),
    from: Flags.string({summary: 'Start, such as 13:00.', required: true}),
    minutes: Flags.integer({summary: 'How long.', required: true, min: 1, max: 1440}),
    title: Flags.string({summary: 'What for.', required: true}),
  },
  async run({args, flags, wire}) {
    const {on, from, minutes, title} = flags
    return reserveRoom(await wire.context(), {room: args.room, on, from, minutes, title})
  },
  show({room, onDate, fromTime, minutes}, out) {
    out.line(`Room ${room} is reserved on ${onDate} from ${fromTime} for ${minutes} minutes.`)
  },
})
