import {Flags} from '@oclif/core'
import {listRegistrations} from '../../src/registration/list-registrations.ts'
import {command} from '../lib/command.ts'
import {afterFlag, examFlag, limitFlag, periodFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List registrations in the order in which they were made.',
  examples: ['--period 2026-P2 --state wanted', '--group 2B-VZ --exam NE-3F-CE', '--since yesterday --json'],
  flags: {
    state: Flags.option({
      options: ['wanted', 'agreed', 'refused', 'withdrawn', 'used'] as const,
      multiple: true as const,
      summary: 'Only these states; may be given more than once.',
    })(),
    exam: examFlag(),
    group: Flags.string({summary: 'Only students of this group.'}),
    student: Flags.string({summary: 'Only this student.'}),
    period: periodFlag(),
    since: Flags.string({summary: 'Only asked for since then: today, yesterday, a day or a time.'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const {state, exam, group, student, period, since, after, limit} = flags
    const wanted = {states: state, exam, group, student, period, since, after, limit}
    const registrations = await listRegistrations(await wire.context(), wanted)
    return {registrations, next: nextPage(registrations, limit, ({code}) => code)}
  },
  show({registrations, next}, out) {
    out.table(
      ['Registration', 'Student', 'Name', 'Exam', 'Period', 'State', 'Source', 'Location', 'Late', 'Asked'],
      registrations.map((each) => [
        each.code,
        each.student,
        each.name,
        each.exam,
        each.period,
        each.state,
        each.source,
        each.location,
        each.late,
        each.requestedAt,
      ]),
      'No registrations. Make one with: ontrac registration add',
    )
    hintNext(next, out)
  },
})
