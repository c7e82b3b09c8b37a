import {Args} from '@oclif/core'
import {extendTime} from '../../src/delivery/reports/extend-time.ts'
import {timeOf} from '../../src/time.ts'
import {command} from '../lib/command.ts'
import {examFlag, reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Give minutes for an incident, to one student or to all who are at work.',
  examples: ['1130-B104-0900 10 --reason "Network down"', '1130-B104-0900 0412345 5 --reason "Computer replaced"'],
  args: {
    session: sessionArg(),
    student: Args.string({required: true, description: 'Student number; leave it out for all.'}),
    minutes: Args.string({description: 'How many minutes, 1 to 240.'}),
  },
  flags: {exam: examFlag(), reason: reasonFlag(true)},
  async run({args, flags, wire}) {
    const [student, minutes] = args.minutes === undefined ? [undefined, args.student] : [args.student, args.minutes]
    return extendTime(await wire.context(), {
      session: args.session,
      student,
      exam: flags.exam,
      minutes: Number(minutes),
      reason: flags.reason ?? '',
    })
  },
  show({zone, minutes, extended}, out) {
    out.line(`${minutes} minutes more for ${extended.length}.`)
    out.table(
      ['Student', 'Exam', 'For incidents', 'Ends'],
      extended.map(({student, exam, incidentMinutes, endsAt}) => [
        student,
        exam,
        incidentMinutes,
        timeOf(endsAt, zone),
      ]),
    )
  },
})
