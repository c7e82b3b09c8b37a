import {controlSession} from '../../src/delivery/reports/control-session.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Abort a session; it is never reported as taken.',
  examples: ['1130-B104-0900 --reason "Power failure"', '1130-B104-0900 --reason "Exam leaked" --yes'],
  args: {session: sessionArg()},
  flags: {reason: reasonFlag(true)},
  async run({args, flags, out, wire}) {
    await out.confirm(`Abort ${args.session} for everybody?`, {name: args.session})
    return controlSession(await wire.context(), {session: args.session, action: 'abort', reason: flags.reason})
  },
  show({session}, out) {
    out.line(`${session} is aborted.`)
    out.hint(
      `Next: ontrac case open ${session} --kind calamity --scope session --text …, then sign and close the report.`,
    )
  },
})
