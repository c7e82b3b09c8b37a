import {Args, Flags} from '@oclif/core'
import {decideResits} from '../../src/results/decide-resits.ts'
import {command} from '../lib/command.ts'
import {periodFlag, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Grant resits: each becomes a registration; a decision of the exam board.',
  description: 'The student gets a letter with the reason.',
  examples: ['K7M2PX --reason "One attempt left"', 'K7M2PX B4T9QW --reason "One attempt left" --period 2026-P3'],
  args: {resit: Args.string({required: true, multiple: true, description: 'Codes of the requests.'})},
  flags: {
    period: periodFlag(),
    reason: reasonFlag(true),
    arranged: Flags.boolean({summary: 'The SIS, which owns the attempts, has given another one.'}),
  },
  run: async ({args, flags, wire}) => ({
    resits: await decideResits(await wire.context(), {
      codes: args.resit,
      decision: 'grant',
      reason: flags.reason ?? '',
      period: flags.period,
      arranged: flags.arranged,
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
