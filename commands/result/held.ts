import {Flags} from '@oclif/core'
import {listHeldResults} from '../../src/results/list-held-results.ts'
import {command} from '../lib/command.ts'
import {examFlag, limitFlag} from '../lib/flags.ts'

export default command({
  summary: 'List results that differ from what is established or reported, and wait for the exam board.',
  examples: ['', '--exam NE-3F-CE --json'],
  flags: {student: Flags.string({summary: 'Only of this student.'}), exam: examFlag(), limit: limitFlag()},
  run: async ({flags, wire}) => ({
    held: await listHeldResults(await wire.context(), {student: flags.student, exam: flags.exam, limit: flags.limit}),
  }),
  show({held}, out) {
    out.table(
      ['Student', 'Exam', 'Session', 'Says', 'Attendance', 'Stands', 'Attendance', 'From', 'Came in'],
      held.map((each) => [
        each.student,
        each.exam,
        each.session,
        each.score,
        each.attendance,
        each.standing.score,
        each.standing.attendance,
        each.source,
        each.receivedAt,
      ]),
      'Nothing is held.',
    )
    if (held.length > 0) out.hint('Next: ontrac result decide-held STUDENT EXAM accept|reject --reason "…"')
  },
})
