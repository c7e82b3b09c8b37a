import {openResult} from '../../src/results/open-result.ts'
import {command} from '../lib/command.ts'
import {examArg} from '../lib/flags.ts'

export default command({
  summary: 'Open your own published result of an exam.',
  examples: ['NE-3F-CE --as student', 'NE-3F-CE --json'],
  args: {exam: examArg()},
  run: async ({args, wire}) => ({results: await openResult(await wire.context(), args)}),
  show({results}, out) {
    out.table(
      ['Exam', 'Taken on', 'Attempt', 'Attendance', 'Score', 'Passed', 'Counts'],
      results.map((each) => [
        each.examName,
        each.takenOn,
        each.attempt,
        each.attendance,
        each.score,
        each.passed,
        each.counts,
      ]),
    )
  },
})
