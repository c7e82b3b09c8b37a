import {controlSession} from '../../src/delivery/reports/control-session.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Pause a running session.',
  examples: ['1130-B104-0900 --reason "Fire alarm"', '1130-B104-0900 --reason "Unrest in the corridor" --as lead'],
  args: {session: sessionArg()},
  flags: {reason: reasonFlag(true)},
  run: async ({args, flags, wire}) =>
    controlSession(await wire.context(), {session: args.session, action: 'pause', reason: flags.reason}),
  show({session}, out) {
    out.line(`${session} is paused.`)
    out.hint(`Next: ontrac report resume ${session}`)
  },
})
