import {Flags} from '@oclif/core'
import {listEnrolments} from '../../src/enrolment/list-enrolments.ts'
import {command} from '../lib/command.ts'
import {afterFlag, examFlag, limitFlag, periodFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List enrolments.',
  examples: ['--session 1130-B104-0900', '--student 100042 --ended', '--period 2026-P2 --exam NE-3F-CE --json'],
  flags: {
    student: Flags.string({summary: 'Only this student.'}),
    exam: examFlag(),
    session: Flags.string({summary: 'Only this session.'}),
    period: periodFlag(),
    group: Flags.string({summary: 'Only students of this group.'}),
    ended: Flags.boolean({summary: 'Also those that were cancelled or moved.'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const enrolments = await listEnrolments(await wire.context(), flags)
    return {enrolments, next: nextPage(enrolments, flags.limit, ({id}) => id)}
  },
  show({enrolments, next}, out) {
    out.table(
      ['Registration', 'Student', 'Name', 'Exam', 'Session', 'On', 'From', 'Room', 'Extra', 'Aids', 'By', 'Ended'],
      enrolments.map((line) => [
        line.registration,
        line.student,
        line.name,
        line.exam,
        line.session,
        line.on,
        line.from,
        line.room ?? line.place,
        line.extraMinutes,
        line.aids.join(' '),
        line.source,
        line.endReason,
      ]),
      'Nobody is enrolled. Enrol somebody with: ontrac enrolment add STUDENT EXAM SESSION',
    )
    hintNext(next, out)
  },
})
