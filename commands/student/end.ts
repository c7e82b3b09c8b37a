import {Flags} from '@oclif/core'
import {endStudent} from '../../src/institution/people/end-student.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'End a student who left; what was recorded stays until its retention ends.',
  examples: ['0412345 --reason "Uitgeschreven"', '0412345 --reason Gediplomeerd --diploma 2026-07-01 --yes'],
  args: {student: studentArg()},
  flags: {
    reason: reasonFlag(true),
    on: Flags.string({summary: 'Last day in the programmes; default today.'}),
    diploma: Flags.string({summary: 'Day of the diploma.'}),
  },
  async run({args, flags, out, wire}) {
    await out.confirm(`End ${args.student}?`)
    return endStudent(await wire.context(), {
      student: args.student,
      reason: flags.reason ?? '',
      on: flags.on,
      diplomaOn: flags.diploma,
    })
  },
  show: ({student, on}, out) => out.line(`Ended ${student} on ${on}.`),
})
