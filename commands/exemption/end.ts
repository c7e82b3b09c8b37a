import {endExemption} from '../../src/institution/boards/end-exemption.ts'
import {command} from '../lib/command.ts'
import {examArg, reasonFlag, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Take an exemption back.',
  examples: ['0412345 NE-3F-CE --reason "Diploma niet erkend"', '0412345 NE-3F-CE --reason Vergissing --json'],
  args: {student: studentArg(), exam: examArg()},
  flags: {reason: reasonFlag(true)},
  run: async ({args, flags, wire}) => endExemption(await wire.context(), {...args, reason: flags.reason ?? ''}),
  show: ({student, exam}, out) => out.line(`${student} is no longer exempted from ${exam}.`),
})
