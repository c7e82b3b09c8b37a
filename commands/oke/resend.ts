import {Args, Flags} from '@oclif/core'
import {settleLanes} from '../../src/exchange/settle-lane.ts'
import {command} from '../lib/command.ts'
import {reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Let messages go again that were refused, or pass over the one that stops a lane.',
  examples: [
    'oke:REMINDO:0197a2c4-5b1e-7c3d-9f00-1a2b3c4d5e6f',
    '--party REMINDO',
    'oke:EDUARTE:0197a2c4-5b1e-7c3d-9f00-1a2b3c4d5e6f --skip --reason "Met de hand verwerkt in het SIS"',
  ],
  args: {lane: Args.string({description: 'The lane, as ontrac oke status shows it.'})},
  flags: {
    party: Flags.string({summary: 'All lanes of this party.'}),
    skip: Flags.boolean({summary: 'Pass over the message that was refused.'}),
    reason: reasonFlag(),
  },
  run: async ({args, flags, wire}) =>
    settleLanes(await wire.context(), {
      lane: args.lane,
      party: flags.party,
      skip: flags.skip,
      reason: flags.reason ?? '',
    }),
  show({lanes, messages}, out) {
    out.line(`${lanes} lanes go on; ${messages} messages wait to be sent.`)
    out.hint('They go with the next round; at once with: ontrac oke push PARTY')
  },
})
