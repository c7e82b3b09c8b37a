import {endParty} from '../../../src/exchange/end-party.ts'
import {command} from '../../lib/command.ts'
import {codeArg} from '../../lib/flags.ts'

export default command({
  summary: 'End the exchange with a party; its systems are let in no longer.',
  examples: ['EDUARTE', 'EDUARTE --yes'],
  args: {party: codeArg('party')},
  async run({args, out, wire}) {
    const ctx = await wire.context()
    await out.confirm(`Shall the exchange with ${args.party} end?`, {name: args.party})
    return endParty(ctx, {code: args.party})
  },
  show({party, clients}, out) {
    out.line(`The exchange with ${party} has ended; ${clients} of its clients are let in no longer.`)
  },
})
