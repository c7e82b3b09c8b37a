import {Flags} from '@oclif/core'
import {ABSENCE_REASONS, reportAbsence} from '../../src/delivery/absences/report-absence.ts'
import {command} from '../lib/command.ts'
import {examArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Report that a student will not or did not come to an exam.',
  description: 'No medical paper is kept: only whether proof was seen.',
  examples: ['0412345 NE-3F-CE --reason ill', '0412345 NE-3F-CE --reason permitted --proof-seen'],
  args: {student: studentArg(), exam: examArg()},
  flags: {
    reason: Flags.option({options: ABSENCE_REASONS, required: true, summary: 'Why.'})(),
    'proof-seen': Flags.boolean({summary: 'Proof was seen.'}),
  },
  run: async ({args, flags, wire}) =>
    reportAbsence(await wire.context(), {
      student: args.student,
      exam: args.exam,
      reason: flags.reason,
      proofSeen: flags['proof-seen'],
    }),
  show: ({student, exam, session, reason, changed}, out) =>
    out.line(`${changed ? 'Changed' : 'Reported'}: ${student} absent at ${exam} in ${session} (${reason}).`),
})
