import {listShowUp} from '../../src/planning/plans/list-show-up.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Show how many of those who are registered may be expected to come, by exam, from earlier attempts.',
  description: 'An exam that few have taken borrows from the whole school.',
  examples: ['2026-P2', '2026-P2 --json'],
  args: {period: periodArg()},
  run: async ({args, wire}) => listShowUp(await wire.context(), args.period),
  show({exams, period}, out) {
    out.table(
      ['Exam', 'Name', 'Were to take it', 'Came', 'Expected', 'Registered', 'Likely to come'],
      exams.map((each) => [
        each.exam,
        each.name,
        each.expected,
        each.came,
        `${(100 * each.rate).toFixed(1)} %`,
        each.registered,
        each.likely,
      ]),
      `Nobody is registered in period ${period} yet.`,
    )
  },
})
