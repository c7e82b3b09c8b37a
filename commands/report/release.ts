import {releaseSession} from '../../src/delivery/reports/start-sessions.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Let exam computers open the exams of a session from now on.',
  description: 'Students enter the code of their slip at /start. Starting a session does the same.',
  examples: ['1130-B104-0900 --as lead', '1130-B104-0900 --reason "Afnameleider is onderweg"'],
  args: {session: sessionArg()},
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) =>
    releaseSession(await wire.context(), {session: args.session, reason: flags.reason}),
  show({session}, out) {
    out.line(`The exams of ${session} can be opened.`)
    out.hint(`Next: ontrac report start ${session}`)
  },
})
