import {closeReport} from '../../src/delivery/reports/close-report.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Close a signed report: it is locked, the session is reported, and attempts are made.',
  examples: ['1130-B104-0900 --as lead', '1130-B104-0900 --reason "Signed on paper"'],
  args: {session: sessionArg()},
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) => closeReport(await wire.context(), {session: args.session, reason: flags.reason}),
  show({session, state, attempts, attendance, digest}, out) {
    out.line(`${session} is ${state}: ${attempts} attempts, locked over ${digest.slice(0, 12)}.`)
    out.table(['Attendance', 'Candidates'], Object.entries(attendance))
    out.hint(`Next: ontrac absence list --session ${session} --unjudged, and: ontrac import results`)
  },
})
