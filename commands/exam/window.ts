import {Flags} from '@oclif/core'
import {setExamWindow} from '../../src/institution/exams/set-exam-window.ts'
import {command} from '../lib/command.ts'
import {examArg, periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Set the national window of a central exam in a period.',
  examples: [
    'NE-3F-CE 2026-P2 --from 2026-11-30 --to 2026-12-11',
    'EN-B1-CE 2026-P2 --from 2026-12-07 --to 2026-12-18 --json',
  ],
  args: {exam: examArg(), period: periodArg()},
  flags: {
    from: Flags.string({summary: 'First day.', required: true}),
    to: Flags.string({summary: 'Last day.', required: true}),
  },
  run: async ({args, flags, wire}) =>
    setExamWindow(await wire.context(), {exam: args.exam, period: args.period, from: flags.from, to: flags.to}),
  show: ({exam, period, from, to}, out) => out.line(`${exam} can be taken from ${from} to ${to} in ${period}.`),
})
