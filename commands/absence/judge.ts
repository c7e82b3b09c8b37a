import {Args} from '@oclif/core'
import {judgeAbsence} from '../../src/delivery/absences/judge-absence.ts'
import {command} from '../lib/command.ts'
import {examArg, reasonFlag, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Judge an absence as valid or not; by the board or under its mandate.',
  examples: ['0412345 NE-3F-CE valid --reason "Reported ill in time"', '0412345 NE-3F-CE invalid --as functionary'],
  args: {
    student: studentArg(),
    exam: examArg(),
    verdict: Args.string({required: true, options: ['valid', 'invalid'], description: 'Valid or invalid.'}),
  },
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) =>
    judgeAbsence(await wire.context(), {
      student: args.student,
      exam: args.exam,
      verdict: args.verdict as 'valid' | 'invalid',
      reason: flags.reason,
    }),
  show({student, exam, verdict, attemptCounts, resitLapses, placedAgain}, out) {
    out.line(
      `The absence of ${student} at ${exam} is ${verdict}: the attempt ${attemptCounts ? 'counts' : 'does not count'}${resitLapses ? ', and the resit lapses' : ''}.`,
    )
    if (placedAgain) out.hint(`Next: ontrac enrolment moments ${student} ${exam}`)
  },
})
