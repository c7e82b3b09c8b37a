import {Flags} from '@oclif/core'
import {controlSession} from '../../src/delivery/reports/control-session.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Let a paused session go on; everybody at work gets the minutes of the pause.',
  examples: ['1130-B104-0900', '1130-B104-0900 --keep-end'],
  args: {session: sessionArg()},
  flags: {'keep-end': Flags.boolean({summary: 'Give no minutes back: the end stays.'}), reason: reasonFlag()},
  run: async ({args, flags, wire}) =>
    controlSession(await wire.context(), {
      session: args.session,
      action: 'resume',
      reason: flags.reason,
      giveBack: !flags['keep-end'],
    }),
  show({session, pausedMinutes, givenBackMinutes}, out) {
    out.line(`${session} goes on after ${pausedMinutes} minutes; ${givenBackMinutes} given back.`)
    out.hint(`Look with: ontrac report show ${session}`)
  },
})
