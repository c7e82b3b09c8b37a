import {showReport} from '../../src/delivery/reports/show-report.ts'
import {signReport} from '../../src/delivery/reports/sign-report.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Sign the report of a session: confirm once more what it says.',
  description:
    'After the first signature the report takes addenda only. The signer types the session code, or gives --yes.',
  examples: ['1130-B104-0900 --as lead', '1130-B104-0900 --as invigilator --yes'],
  args: {session: sessionArg()},
  flags: {reason: reasonFlag()},
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const {session, attendance} = await showReport(ctx, {session: args.session})
    const said = Object.entries(attendance).map(([code, count]) => `${count} ${code}`)
    await out.confirm(`You confirm that the report of ${session} (${said.join(', ')}) is complete and true.`, {
      name: session,
    })
    return signReport(ctx, {session: args.session, reason: flags.reason})
  },
  show({session, signer, role, digest}, out) {
    out.line(`${signer} signed ${session} as ${role}, over ${digest.slice(0, 12)}.`)
    out.hint(`Next: ontrac report close ${session}`)
  },
})
