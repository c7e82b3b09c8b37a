import {Flags} from '@oclif/core'
import {checkId} from '../../src/delivery/reports/check-id.ts'
import {ID_DOCUMENTS} from '../../src/delivery/reports/report-facts.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: "Record that a student's ID was seen, or that he had none and what was decided.",
  examples: [
    '1130-B104-0900 0412345 --document passport',
    '1130-B104-0900 0412345 --missing --decided-by VRIS --reason "Known to his teacher"',
    '1130-B104-0900 0412345 --missing --turned-away --decided-by VRIS --reason "Nobody knows him"',
  ],
  args: {session: sessionArg(), student: studentArg()},
  flags: {
    document: Flags.option({options: ID_DOCUMENTS, summary: 'What he showed.', exclusive: ['missing']})(),
    missing: Flags.boolean({summary: 'He had no valid ID.'}),
    'turned-away': Flags.boolean({summary: 'With --missing: he was not let in.', dependsOn: ['missing']}),
    'decided-by': Flags.string({summary: 'With --missing: staff code of who decided.'}),
    reason: reasonFlag(),
  },
  run: async ({args, flags, wire}) =>
    checkId(await wire.context(), {
      session: args.session,
      student: args.student,
      document: flags.document,
      missing: flags.missing,
      admitted: !flags['turned-away'],
      decidedBy: flags['decided-by'],
      reason: flags.reason,
    }),
  show: ({student, checked, admitted}, out) =>
    out.line(
      checked
        ? `The ID of ${student} was seen.`
        : `${student} had no ID and was ${admitted ? 'let in' : 'turned away'}.`,
    ),
})
