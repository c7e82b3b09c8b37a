import {requestResit} from '../../src/results/request-resit.ts'
import {command} from '../lib/command.ts'
import {examArg, periodFlag, reasonFlag, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Ask for a resit.',
  description: "Where the exam's rules grant it, it is granted at once; else the exam board decides.",
  examples: [
    '0412345 NE-3F-CE --reason "Failed by a hair"',
    '0412345 NE-3F-CE --reason "Wants to improve" --period 2026-P3',
  ],
  args: {student: studentArg(), exam: examArg()},
  flags: {reason: reasonFlag(true), period: periodFlag()},
  run: async ({args, flags, wire}) =>
    requestResit(await wire.context(), {...args, reason: flags.reason ?? '', period: flags.period}),
  show({resit, student, exam, state, registration, period}, out) {
    const became = registration === null ? '' : `: registration ${registration} in period ${period}`
    out.line(`Resit ${resit} of ${exam} for ${student} is ${state}${became}.`)
    if (state === 'asked') out.hint(`Next: ontrac resit grant ${resit} --reason "…"`)
    if (state === 'waits-for-sis') out.hint('The SIS owns the attempts and none is left; arrange one there first.')
  },
})
