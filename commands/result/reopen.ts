import {Flags} from '@oclif/core'
import {reopenResult} from '../../src/results/reopen-result.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, examArg, reasonFlag, studentArg} from '../lib/flags.ts'
import {sealed} from '../lib/sealing.ts'

export default command({
  summary: 'Reopen an established result; a decision of the exam board.',
  description:
    'Its publication is withdrawn and its history kept; it is established, published and sent again, and the student then gets one mail.',
  examples: [
    '0412345 NE-3F-CE --reason "Question 4 is void" --dry-run',
    '0412345 NE-3F-CE --reason "Question 4 is void" --yes',
  ],
  args: {student: studentArg(), exam: examArg()},
  flags: {
    reason: reasonFlag(true),
    session: Flags.string({summary: 'Where the student took the exam more than once; default the latest.'}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const input = {...args, reason: flags.reason ?? '', session: flags.session}
    const plan = await reopenResult(ctx, {...input, dryRun: true})
    if (flags['dry-run']) return plan
    await out.confirm(`Reopen the result ${plan.score ?? ''} of ${plan.student} for ${plan.exam}?`)
    return sealed(wire, () => reopenResult(ctx, input))
  },
  show({student, exam, score, wasPublished, wasSent, resits, dryRun}, out) {
    out.line(
      `${dryRun ? 'Would reopen' : 'Reopened'} the result of ${student} for ${exam}${score === null ? '' : ` (${score})`}.`,
    )
    if (wasPublished) out.warn('It was published; the student sees it no more until it is published again.')
    if (wasSent) out.warn('It was sent to the SIS; it is sent again when it is established.')
    if (resits.length > 0) out.warn(`A resit was granted after it: ${resits.join(', ')}.`)
    if (!dryRun) out.hint(`Next: ontrac result record ${student} ${exam} --score …, then: ontrac result establish`)
  },
})
