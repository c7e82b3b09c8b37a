import {Args, Flags} from '@oclif/core'
import {correctReport} from '../../src/delivery/reports/correct-report.ts'
import {ATTENDANCES} from '../../src/delivery/reports/report-facts.ts'
import {command} from '../lib/command.ts'
import {examFlag, reasonFlag, sessionArg, studentArg} from '../lib/flags.ts'

const CODES = ATTENDANCES.filter((code) => code !== 'notKnown')

export default command({
  summary: "Correct a student's attendance in a signed report; the exam office does so, with a reason.",
  examples: [
    '1130-B104-0900 0412345 present --reason "Sat in the wrong room"',
    '1130-B104-0900 0412345 notPresent --exam NE-3F-CE --reason "Mistaken for his neighbour"',
  ],
  args: {
    session: sessionArg(),
    student: studentArg(),
    code: Args.string({required: true, options: CODES, description: 'Attendance code.'}),
  },
  flags: {
    exam: examFlag(),
    arrived: Flags.string({summary: 'When he came, such as 09:12.'}),
    'handed-in': Flags.string({summary: 'When he handed in, such as 10:05.'}),
    reason: reasonFlag(true),
  },
  run: async ({args, flags, wire}) =>
    correctReport(await wire.context(), {
      session: args.session,
      student: args.student,
      exam: flags.exam,
      attendance: args.code as (typeof CODES)[number],
      arrived: flags.arrived,
      handedIn: flags['handed-in'],
      reason: flags.reason ?? '',
    }),
  show({student, corrected}, out) {
    for (const {exam, before, after} of corrected)
      out.line(`${student} at ${exam}: ${after} instead of ${before}, as an addendum.`)
  },
})
