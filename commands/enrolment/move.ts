import {Flags} from '@oclif/core'
import {moveEnrolment} from '../../src/enrolment/move-enrolment.ts'
import {command} from '../lib/command.ts'
import {placeOf} from '../lib/enrolment-words.ts'
import {codeArg, keyFlag, reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Move an enrolment to another session.',
  description: 'One change with one letter. The old seat is kept until the new one is his.',
  examples: ['AB2C3D 1207-B104-0900', 'AB2C3D 1207-B104-0900 --reason "ill on 30 November"'],
  args: {registration: codeArg('registration'), session: sessionArg()},
  flags: {
    override: Flags.boolean({
      summary: 'Also on a day on which the student is not at school; office only, with --reason.',
    }),
    reason: reasonFlag(),
    key: keyFlag(),
  },
  run: async ({args, flags, wire}) =>
    moveEnrolment(await wire.context(), {
      enrolment: args.registration,
      session: args.session,
      override: flags.override,
      reason: flags.reason ?? '',
      ...(flags.key === undefined ? {} : {key: flags.key}),
    }),
  show({from, to}, out) {
    out.line(
      `Moved student ${to.student} for ${to.exam} from session ${from.session} to ${to.session}: ${placeOf(to)}.`,
    )
  },
})
