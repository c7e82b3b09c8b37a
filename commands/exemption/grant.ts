import {Flags} from '@oclif/core'
import {grantExemption} from '../../src/institution/boards/grant-exemption.ts'
import {command} from '../lib/command.ts'
import {examArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Exempt a student from an exam; a decision of the exam board.',
  examples: [
    '0412345 NE-3F-CE --basis "Havo-diploma 2025" --grade 6.8',
    '0412345 EN-B1-CE --basis "Mbo-diploma niveau 4"',
  ],
  args: {student: studentArg(), exam: examArg()},
  flags: {
    basis: Flags.string({summary: 'On what ground.', required: true}),
    part: Flags.string({summary: 'Only from this part of the exam.'}),
    grade: Flags.string({summary: 'The earlier grade that counts.'}),
  },
  async run({args, flags, wire}) {
    const {decidedOn} = await grantExemption(await wire.context(), {
      ...args,
      part: flags.part,
      basis: flags.basis,
      grade: flags.grade ?? null,
    })
    return {student: args.student, exam: args.exam, decidedOn}
  },
  show: ({student, exam}, out) => out.line(`${student} is exempted from ${exam}.`),
})
