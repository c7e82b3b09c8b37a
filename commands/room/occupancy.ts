import {Flags} from '@oclif/core'
import {showOccupancy} from '../../src/planning/sessions/show-occupancy.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Show how full the rooms of a period are, by room and day.',
  examples: ['2026-P2', '2026-P2 --location NOORD --json'],
  args: {period: periodArg()},
  flags: {location: Flags.string({summary: 'Only the rooms of this location.'})},
  run: async ({args, flags, wire}) =>
    showOccupancy(await wire.context(), {period: args.period, location: flags.location}),
  show({days, period}, out) {
    out.table(
      ['Location', 'Room', 'Day', 'Sessions', 'Minutes', 'Seats', 'Taken'],
      days.map(({location, room, on, sessions, minutes, seats, taken}) => [
        location,
        room,
        on,
        sessions,
        minutes,
        seats,
        taken,
      ]),
      `No session of period ${period} has a room yet.`,
    )
  },
})
