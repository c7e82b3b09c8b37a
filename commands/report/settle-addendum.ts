import {Args} from '@oclif/core'
import {settleProposal} from '../../src/delivery/reports/settle-proposal.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Take over as an addendum what reached a report after it was signed, or leave it.',
  description: 'Neither changes attendance: the office does that with: ontrac report correct.',
  examples: [
    '1130-B104-0900 61 take --reason "Klopt, telefoon was leeg" --as lead',
    '1130-B104-0900 61 leave --reason "Stond er al" --as lead',
  ],
  args: {
    session: sessionArg(),
    fact: Args.integer({required: true, min: 1, description: 'Number of the proposed fact.'}),
    what: Args.string({required: true, description: 'What to do with it.', options: ['take', 'leave']}),
  },
  flags: {reason: reasonFlag(true)},
  run: async ({args: {session, fact, what}, flags, wire}) =>
    settleProposal(await wire.context(), {session, fact, taken: what === 'take', reason: flags.reason ?? ''}),
  show({session, fact, taken}, out) {
    out.line(taken ? `Fact ${fact} is an addendum of ${session}.` : `Fact ${fact} of ${session} was left.`)
  },
})
