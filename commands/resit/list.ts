import {Flags} from '@oclif/core'
import {listResits} from '../../src/results/list-resits.ts'
import {command} from '../lib/command.ts'
import {afterFlag, examFlag, limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

const STATES = ['asked', 'granted', 'refused', 'waits-for-sis', 'withdrawn'] as const

export default command({
  summary: 'List requests for a resit.',
  examples: ['--state asked', '--student 0412345'],
  flags: {
    student: Flags.string({summary: 'Only of this student.'}),
    exam: examFlag(),
    state: Flags.option({
      options: STATES,
      multiple: true,
      summary: 'Only in this state; may be given more than once.',
    })(),
    limit: limitFlag(),
    after: afterFlag(),
  },
  async run({flags, wire}) {
    const resits = await listResits(await wire.context(), {
      student: flags.student,
      exam: flags.exam,
      states: flags.state,
      limit: flags.limit,
      after: flags.after,
    })
    return {resits, next: nextPage(resits, flags.limit, ({resit}) => resit)}
  },
  show({resits, next}, out) {
    out.table(
      ['Resit', 'Student', 'Name', 'Exam', 'State', 'Asked by', 'Reason', 'Registration', 'Period'],
      resits.map((each) => [
        each.resit,
        each.student,
        each.name,
        each.exam,
        each.state,
        each.requestedBy,
        each.reason,
        each.registration,
        each.period,
      ]),
      'No requests.',
    )
    hintNext(next, out)
    if (resits.some(({state}) => state === 'asked')) out.hint('Next: ontrac resit grant CODE --reason "…"')
  },
})
