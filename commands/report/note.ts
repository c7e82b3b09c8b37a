import {Args, Flags} from '@oclif/core'
import {noteReport} from '../../src/delivery/reports/note-report.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Write a remark in the report of a session, about a student or the whole.',
  examples: ['1130-B104-0900 --text "Quiet from start to end"', '1130-B104-0900 0412345 --text "Felt unwell, went on"'],
  args: {session: sessionArg(), student: Args.string({description: 'Student number.'})},
  flags: {text: Flags.string({summary: 'The remark.', required: true}), reason: reasonFlag()},
  run: async ({args, flags, wire}) =>
    noteReport(await wire.context(), {
      session: args.session,
      student: args.student,
      text: flags.text,
      reason: flags.reason,
    }),
  show: ({session, student}, out) =>
    out.line(`Noted in the report of ${session}${student === null ? '' : `, about ${student}`}.`),
})
