import {Flags} from '@oclif/core'
import {assignDuty} from '../../src/planning/rota/assign-duty.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'
import {dutiesFrom, dutyFlags, showSession} from '../lib/session-view.ts'

export default command({
  summary: 'Say who leads, invigilates or assesses a session.',
  description:
    'A new lead takes the place of the one before. Refused when somebody is elsewhere, blocked or not at work.',
  examples: [
    '1201-B104-0900 --lead ANNA01 --invigilator BRAM01',
    '1201-B104-0900 --remove BRAM01 --invigilator CATO01',
  ],
  args: {session: sessionArg()},
  flags: {
    ...dutyFlags,
    remove: Flags.string({
      summary: 'Staff code of who no longer has a duty; may be given more than once.',
      multiple: true,
      default: [],
    }),
  },
  run: async ({args, flags, wire}) =>
    assignDuty(await wire.context(), {session: args.session, add: dutiesFrom(flags), remove: flags.remove}),
  show: (session, out) => showSession(session, out),
})
