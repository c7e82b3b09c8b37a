import {Args} from '@oclif/core'
import {decideHeldResult} from '../../src/results/decide-held-result.ts'
import {command} from '../lib/command.ts'
import {examArg, reasonFlag, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Decide whether a held result stands; a decision of the exam board.',
  description: 'Accepted, an established result is reopened for it, to be established and published again.',
  examples: [
    '0412345 NE-3F-CE accept --reason "Rescored by the supplier"',
    '0412345 NE-3F-CE reject --reason "Of another student"',
  ],
  args: {
    student: studentArg(),
    exam: examArg(),
    decision: Args.string({required: true, description: 'The decision.', options: ['accept', 'reject']}),
  },
  flags: {reason: reasonFlag(true)},
  run: async ({args, flags, wire}) =>
    decideHeldResult(await wire.context(), {
      student: args.student,
      exam: args.exam,
      decision: args.decision as 'accept' | 'reject',
      reason: flags.reason ?? '',
    }),
  show({student, exam, decision, score, reopened}, out) {
    out.line(
      `${student} at ${exam}: ${decision === 'accept' ? `accepted${score === null ? '' : `, ${score}`}` : 'rejected'}.`,
    )
    if (reopened) out.hint(`Next: ontrac result establish --student ${student} --exam ${exam}`)
  },
})
