import {Args, Flags} from '@oclif/core'
import {listBookings} from '../../src/planning/sessions/list-bookings.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Show what takes a room, or the rooms of a location, on a day.',
  examples: ['B104 --on 2026-12-01', 'NOORD --on 2026-12-01 --days 5'],
  args: {room: Args.string({required: true, description: 'Code of a room or a location.'})},
  flags: {
    on: Flags.string({summary: 'Day, such as 2026-12-01.', required: true}),
    days: Flags.integer({summary: 'How many days from then on.', default: 1, min: 1, max: 366}),
  },
  run: async ({args, flags, wire}) => ({
    bookings: await listBookings(await wire.context(), {of: args.room, on: flags.on, days: flags.days}),
  }),
  show({bookings}, out) {
    out.table(
      ['Room', 'Day', 'From', 'Minutes', 'For'],
      bookings.map((booking) => [
        booking.room,
        booking.onDate,
        booking.fromTime,
        booking.minutes,
        booking.session ?? booking.title,
      ]),
      'Nothing is booked.',
    )
  },
})
