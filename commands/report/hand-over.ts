import {handOver} from '../../src/delivery/reports/hand-over.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg, staffArg} from '../lib/flags.ts'

export default command({
  summary: 'Hand a running session over to another lead.',
  examples: ['1130-B104-0900 JANA', '1130-B104-0900 JANA --reason "Went home ill"'],
  args: {session: sessionArg(), lead: staffArg()},
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) =>
    handOver(await wire.context(), {session: args.session, lead: args.lead, reason: flags.reason}),
  show: ({session, lead, from}, out) =>
    out.line(`${lead} leads ${session} from now on${from === null ? '' : `, after ${from}`}.`),
})
