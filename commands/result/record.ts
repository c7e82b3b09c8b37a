import {Flags} from '@oclif/core'
import {ATTENDANCES} from '../../src/delivery/reports/report-facts.ts'
import {recordResult} from '../../src/results/record-result.ts'
import {command} from '../lib/command.ts'
import {examArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Record a result by hand.',
  description:
    'The score is on the scale of the exam, with a comma or a point, or in Dutch words. Who records it without naming who gave it is the one who gave it, and does not establish it.',
  examples: [
    '0412345 NE-3F-CE --score 6,8',
    '0412345 GESPREK --score voldoende --scored-by JANA',
    '0412345 NE-3F-CE --attendance present',
  ],
  args: {student: studentArg(), exam: examArg()},
  flags: {
    score: Flags.string({summary: 'The score.'}),
    attendance: Flags.option({options: ATTENDANCES, summary: 'Whether the student took the exam.'})(),
    session: Flags.string({summary: 'Session code, where the student sat the exam more than once.'}),
    'scored-by': Flags.string({summary: 'Staff code of who gave the score.'}),
    final: Flags.boolean({summary: 'The sender will not change it any more.'}),
  },
  run: async ({args, flags, wire}) =>
    recordResult(await wire.context(), {
      ...args,
      score: flags.score,
      attendance: flags.attendance,
      session: flags.session,
      scoredBy: flags['scored-by'],
      final: flags.final,
    }),
  show({student, exam, state, score, passed}, out) {
    const said = score === null ? 'attendance' : `${score}${passed === null ? '' : passed ? ' (passed)' : ' (failed)'}`
    out.line(`${student} at ${exam}: ${said}, ${STATES[state]}.`)
    if (state === 'held') out.hint('The exam board decides on it: ontrac result held')
    if (state === 'applied') out.hint(`Next: ontrac result establish --exam ${exam} --dry-run`)
  },
})

const STATES = {
  applied: 'recorded',
  same: 'as it was',
  held: 'held, since it differs from what is established or reported',
} as const
