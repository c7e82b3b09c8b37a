import {Flags} from '@oclif/core'
import {listAbsences} from '../../src/delivery/absences/list-absences.ts'
import {command} from '../lib/command.ts'
import {afterFlag, examFlag, limitFlag, periodFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List absences, and what was decided on them.',
  examples: ['--unjudged', '--session 1130-B104-0900'],
  flags: {
    period: periodFlag(),
    session: Flags.string({summary: 'Only of this session.'}),
    student: Flags.string({summary: 'Only of this student.'}),
    exam: examFlag(),
    unjudged: Flags.boolean({summary: 'Only those that wait to be judged.'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const absences = await listAbsences(await wire.context(), {
      period: flags.period,
      session: flags.session,
      student: flags.student,
      exam: flags.exam,
      unjudged: flags.unjudged,
      after: flags.after,
      limit: flags.limit,
    })
    return {absences, next: nextPage(absences, flags.limit, ({id}) => id)}
  },
  show({absences, next}, out) {
    out.table(
      ['Student', 'Name', 'Exam', 'Session', 'Reason', 'Proof', 'Verdict', 'Counts', 'Resit lapses'],
      absences.map((each) => [
        each.student,
        each.name,
        each.exam,
        each.session,
        each.reason,
        each.proofSeen,
        each.verdict ?? 'to be judged',
        each.attemptCounts,
        each.resitLapses,
      ]),
      'No absences.',
    )
    hintNext(next, out)
    if (absences.some(({verdict}) => verdict === null))
      out.hint('Next: ontrac absence judge STUDENT EXAM valid|invalid')
  },
})
