import {Flags} from '@oclif/core'
import {listResults} from '../../src/results/list-results.ts'
import {RESULT_STATES} from '../../src/results/result-state.ts'
import {command} from '../lib/command.ts'
import {afterFlag, examFlag, limitFlag, periodFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List results and how far they are.',
  description: `States: ${RESULT_STATES.join(', ')}. A student sees a score once he has opened it.`,
  examples: ['--session 1130-B104-0900', '--period 2026-P2 --state blocked --state ready', '--student 0412345'],
  flags: {
    period: periodFlag(),
    session: Flags.string({summary: 'Only of this session.'}),
    exam: examFlag(),
    student: Flags.string({summary: 'Only of this student.'}),
    group: Flags.string({summary: 'Only of students of this group.'}),
    state: Flags.option({
      options: RESULT_STATES,
      multiple: true,
      summary: 'Only in this state; may be given more than once.',
    })(),
    limit: limitFlag(),
    after: afterFlag(),
  },
  async run({flags, wire}) {
    const results = await listResults(await wire.context(), {
      period: flags.period,
      session: flags.session,
      exam: flags.exam,
      student: flags.student,
      group: flags.group,
      states: flags.state,
      limit: flags.limit,
      after: flags.after,
    })
    return {results, next: nextPage(results, flags.limit, ({id}) => id)}
  },
  show({results, next}, out) {
    out.table(
      ['Student', 'Name', 'Exam', 'Session', 'Attempt', 'Attendance', 'State', 'Score', 'Passed'],
      results.map((each) => [
        each.student,
        each.name,
        each.exam,
        each.session,
        each.attempt,
        each.attendance,
        each.state,
        each.score,
        each.passed,
      ]),
      'No results.',
    )
    hintNext(next, out)
  },
})
