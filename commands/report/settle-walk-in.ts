import {settleWalkIn} from '../../src/delivery/reports/record-walk-in.ts'
import {command} from '../lib/command.ts'
import {examArg, reasonFlag, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Add to a signed report what became of a student who came without a seat; the exam office does so.',
  examples: [
    '1130-B104-0900 0412345 NE-3F-CE --reason "Takes it on 14 December"',
    '1130-B104-0900 0412345 NE-3F-CE --reason "Result taken over by import" --json',
  ],
  args: {session: sessionArg(), student: studentArg(), exam: examArg()},
  flags: {reason: reasonFlag(true)},
  run: async ({args, flags, wire}) => settleWalkIn(await wire.context(), {...args, reason: flags.reason ?? ''}),
  show: ({session, student, exam, reason}, out) => out.line(`${session}, ${student}, ${exam}: ${reason}`),
})
