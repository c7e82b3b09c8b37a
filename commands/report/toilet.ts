import {Args, Flags} from '@oclif/core'
import {recordToilet} from '../../src/delivery/reports/record-toilet.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Record that a student leaves the room for a moment, or is back.',
  examples: ['1130-B104-0900 0412345 out', '1130-B104-0900 0412345 back --at 09:44'],
  args: {
    session: sessionArg(),
    student: studentArg(),
    direction: Args.string({required: true, options: ['out', 'back'], description: 'Out or back.'}),
  },
  flags: {at: Flags.string({summary: 'When, such as 09:40; default now.'}), reason: reasonFlag()},
  run: async ({args, flags, wire}) =>
    recordToilet(await wire.context(), {
      session: args.session,
      student: args.student,
      direction: args.direction as 'out' | 'back',
      at: flags.at,
      reason: flags.reason,
    }),
  show: ({student, direction}, out) => out.line(direction === 'out' ? `${student} is outside.` : `${student} is back.`),
})
