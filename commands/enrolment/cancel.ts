import {cancelEnrolment} from '../../src/enrolment/cancel-enrolment.ts'
import {command} from '../lib/command.ts'
import {placeOf} from '../lib/enrolment-words.ts'
import {codeArg, keyFlag, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Cancel an enrolment; the registration stays open.',
  description: 'Students and teachers until the school’s term before the session, the office after it with a reason.',
  examples: ['AB2C3D', 'AB2C3D --reason "ill"'],
  args: {registration: codeArg('registration')},
  flags: {reason: reasonFlag(), key: keyFlag()},
  run: async ({args, flags, wire}) =>
    cancelEnrolment(await wire.context(), {
      enrolment: args.registration,
      reason: flags.reason ?? '',
      ...(flags.key === undefined ? {} : {key: flags.key}),
    }),
  show(cancelled, out) {
    out.line(
      `Cancelled the enrolment of student ${cancelled.student} for ${cancelled.exam} in session ${cancelled.session}: ${placeOf(cancelled)}.`,
    )
    out.hint(`Next: ontrac enrolment moments ${cancelled.student} ${cancelled.exam}`)
  },
})
