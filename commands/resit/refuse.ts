import {Args} from '@oclif/core'
import {decideResits} from '../../src/results/decide-resits.ts'
import {command} from '../lib/command.ts'
import {reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Refuse resits; a decision of the exam board.',
  description: 'The student gets a letter with the reason.',
  examples: ['K7M2PX --reason "No attempt left"', 'K7M2PX B4T9QW --reason "The right lapsed" --json'],
  args: {resit: Args.string({required: true, multiple: true, description: 'Codes of the requests.'})},
  flags: {reason: reasonFlag(true)},
  run: async ({args, flags, wire}) => ({
    resits: await decideResits(await wire.context(), {
      codes: args.resit,
      decision: 'refuse',
      reason: flags.reason ?? '',
    }),
  }),
  show({resits}, out) {
    out.table(
      ['Resit', 'Student', 'Name', 'Exam', 'State', 'Registration', 'Period'],
      resits.map((each) => [
        each.resit,
        each.student,
        each.name,
        each.exam,
        each.state,
        each.registration,
        each.period,
      ]),
    )
  },
})
