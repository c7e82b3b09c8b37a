import {Flags} from '@oclif/core'
import {recordWalkIn} from '../../src/delivery/reports/record-walk-in.ts'
import {command} from '../lib/command.ts'
import {examArg, reasonFlag, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Record a student who came without a seat, and whether he was let in.',
  description:
    'He gets no seat or attempt by it: the office looks at it afterwards, with: ontrac report settle-walk-in',
  examples: [
    '1130-B104-0900 0412345 NE-3F-CE --text "Sat at a spare computer"',
    '1130-B104-0900 0412345 NE-3F-CE --turned-away --text "No room left" --as lead',
  ],
  args: {session: sessionArg(), student: studentArg(), exam: examArg()},
  flags: {
    'turned-away': Flags.boolean({summary: 'He was not let in.'}),
    text: Flags.string({summary: 'A remark.', default: ''}),
    reason: reasonFlag(),
  },
  run: async ({args, flags, wire}) =>
    recordWalkIn(await wire.context(), {
      ...args,
      admitted: !flags['turned-away'],
      text: flags.text,
      reason: flags.reason,
    }),
  show({session, student, exam, admitted}, out) {
    out.line(`${student} came to ${session} for ${exam} without a seat and was ${admitted ? 'let in' : 'sent away'}.`)
    out.hint(
      `Once the report is signed, the office settles it with: ontrac report settle-walk-in ${session} ${student} ${exam}`,
    )
  },
})
