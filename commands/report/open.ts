import {openReport} from '../../src/delivery/reports/open-report.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Open the report of a session; from then on it is running.',
  examples: ['1130-B104-0900 --as lead', '1130-B104-0900 --reason "Taken over from paper"'],
  args: {session: sessionArg()},
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) => openReport(await wire.context(), {session: args.session, reason: flags.reason}),
  show({session, candidates, listVersion}, out) {
    out.line(`The report of ${session} is open, with ${candidates} candidates of lists version ${listVersion}.`)
    out.hint(`Next: ontrac report attendance ${session} STUDENT present`)
  },
})
