import {showProgress} from '../../src/enrolment/show-progress.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Show how far the enrolment of a period is, day by day.',
  examples: ['2026-P2', '2026-P2 --json'],
  args: {period: periodArg()},
  run: async ({args, wire}) => showProgress(await wire.context(), {period: args.period}),
  show({period, agreed, enrolled, days}, out) {
    out.table(
      ['Day', 'Enrolled', 'Together'],
      days.map(({on, enrolled: count, total}) => [on, count, total]),
      `Nobody is enrolled in period ${period} yet.`,
    )
    out.line(`${enrolled} of ${agreed} registrations have a seat.`)
  },
})
