import {Flags} from '@oclif/core'
import {startSessions} from '../../src/delivery/reports/start-sessions.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Let everybody in one or several sessions begin now, at the same moment.',
  description:
    'Who begins later than planned ends as much later. Exam computers open the exams from then on. All sessions begin or none.',
  examples: ['1130-B104-0900 --as lead', '1130-B104-0900 --with 1130-B105-0900 --as lead'],
  args: {session: sessionArg()},
  flags: {
    with: Flags.string({
      summary: 'A session to begin with it; may be given more than once.',
      multiple: true,
      default: [],
    }),
    reason: reasonFlag(),
  },
  run: async ({args, flags, wire}) =>
    startSessions(await wire.context(), {sessions: [args.session, ...flags.with], reason: flags.reason}),
  show({sessions}, out) {
    out.line(`Started ${sessions.join(', ')}.`)
  },
})
