import {Flags} from '@oclif/core'
import {addAddendum} from '../../src/delivery/reports/add-addendum.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Add a remark to a report that is signed.',
  examples: [
    '1130-B104-0900 --text "Scrap paper handed in later"',
    '1130-B104-0900 --student 0412345 --text "Came back for his coat"',
  ],
  args: {session: sessionArg()},
  flags: {
    text: Flags.string({summary: 'The remark.', required: true}),
    student: Flags.string({summary: 'The student it is about.'}),
    reason: reasonFlag(),
  },
  run: async ({args, flags, wire}) =>
    addAddendum(await wire.context(), {
      session: args.session,
      student: flags.student,
      text: flags.text,
      reason: flags.reason,
    }),
  show: ({session}, out) => out.line(`Added to the report of ${session}; what was signed stays as it is.`),
})
