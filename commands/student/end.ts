import {endPerson} from '../../src/institution/change-person.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'End a student who left; what was recorded stays until its retention ends.',
  examples: ['0412345 --reason "Uitgeschreven"', '0412345 --reason Vertrokken --yes'],
  args: {student: studentArg()},
  flags: {reason: reasonFlag(true)},
  async run({args, flags, out, wire}) {
    await out.confirm(`End ${args.student}?`)
    return endPerson(await wire.context(), {kind: 'student', code: args.student, reason: flags.reason ?? ''})
  },
  show: ({ended}, out) => out.line(`Ended ${ended}.`),
})
