import {Flags} from '@oclif/core'
import {makeSeating} from '../../src/delivery/seating/make-seating.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, sessionArg} from '../lib/flags.ts'
import {showSeatingPlan} from '../lib/seating-view.ts'

const several = (summary: string) => Flags.string({summary, multiple: true, default: []})

export default command({
  summary: 'Give everybody in a session a place in its room.',
  description:
    'Places are A1, A2 … from the front left. Students with the same exam sit apart where that can be (mix), with empty places between (distance), or by list (order). The places stand on lists, slips and the report.',
  examples: [
    '1201-B104-0900',
    '1201-B104-0900 --way distance --reserve 2 --closed C4 --front 2000123 --seat 2000124=A1 --dry-run',
  ],
  args: {session: sessionArg()},
  flags: {
    way: Flags.option({
      options: ['mix', 'distance', 'order'] as const,
      default: 'mix' as const,
      summary: 'How the room is filled.',
    })(),
    reserve: Flags.integer({summary: 'Places kept free at the back.', default: 0, min: 0, max: 50}),
    closed: several('A place that cannot be used; may be given more than once.'),
    front: several('Number of a student for the front row; may be given more than once.'),
    seat: several('A student and his place, such as 2000124=A1; may be given more than once.'),
    'dry-run': dryRunFlag(),
  },
  run: async ({args, flags: {way, reserve, closed, front, seat, 'dry-run': dryRun}, wire}) =>
    makeSeating(await wire.context(), {
      session: args.session,
      way,
      reserve,
      closed,
      front,
      seats: Object.fromEntries(seat.map((text) => [text.split('=')[0] ?? '', text.split('=')[1] ?? ''])),
      dryRun,
    }),
  show: (seating, out) => showSeatingPlan(seating, out),
})
