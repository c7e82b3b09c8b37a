import {endExam} from '../../src/institution/exams/end-exam.ts'
import {command} from '../lib/command.ts'
import {examArg, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'End an exam: nobody registers for it any more.',
  examples: ['VZ-PVB1 --reason "Vervangen door VZ-PVB2"', 'VZ-PVB1 --reason "Vervallen" --yes'],
  args: {exam: examArg()},
  flags: {reason: reasonFlag(true)},
  async run({args, flags, out, wire}) {
    await out.confirm(`End exam ${args.exam}?`)
    return endExam(await wire.context(), {exam: args.exam, reason: flags.reason ?? ''})
  },
  show: ({exam, reach}, out) =>
    out.line(
      `Ended exam ${exam}; it was in the plan of ${reach.programmes} programmes with ${reach.students} students.`,
    ),
})
