import {Flags} from '@oclif/core'
import {admitLate} from '../../src/delivery/reports/admit-late.ts'
import {timeOf} from '../../src/time.ts'
import {command} from '../lib/command.ts'
import {examFlag, reasonFlag, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Record the decision to let in a student who came later than the limit.',
  examples: [
    '1130-B104-0900 0412345 --arrived 09:42 --decided-by VRIS --reason "Train cancelled"',
    '1130-B104-0900 0412345 --decided-by VRIS --reason "Bridge open" --as lead',
  ],
  args: {session: sessionArg(), student: studentArg()},
  flags: {
    'decided-by': Flags.string({
      summary: 'Staff code of who decided; at a central exam somebody of the exam board.',
      required: true,
    }),
    arrived: Flags.string({summary: 'When he came, such as 09:42.'}),
    exam: examFlag(),
    reason: reasonFlag(true),
  },
  run: async ({args, flags, wire}) =>
    admitLate(await wire.context(), {
      session: args.session,
      student: args.student,
      exam: flags.exam,
      arrived: flags.arrived,
      decidedBy: flags['decided-by'],
      reason: flags.reason ?? '',
    }),
  show({session, zone, student, admitted}, out) {
    for (const {exam, lateMinutes, endsAt} of admitted)
      out.line(
        `${student} is let in to ${exam}, ${lateMinutes} minutes late; it still ends at ${timeOf(endsAt, zone)}.`,
      )
    out.hint(`Next: ontrac report attendance ${session} ${student} notFinished`)
  },
})
