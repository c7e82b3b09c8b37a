import {Args} from '@oclif/core'
import {settleDispute} from '../../src/delivery/reports/settle-dispute.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Say which of two contradicting facts of a session report is right.',
  description: 'The numbers stand in: ontrac report show SESSION --facts. What was said otherwise stays beside it.',
  examples: ['1130-B104-0900 27 --as lead', '1130-B104-0900 27 --reason "Nagevraagd bij de surveillant"'],
  args: {session: sessionArg(), fact: Args.integer({required: true, min: 1, description: 'Number of the fact.'})},
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) => settleDispute(await wire.context(), {...args, reason: flags.reason}),
  show({session, fact, kind}, out) {
    out.line(`Fact ${fact} (${kind}) of ${session} is right.`)
  },
})
