import {testParty} from '../../../src/exchange/test-party.ts'
import {command} from '../../lib/command.ts'
import {codeArg} from '../../lib/flags.ts'

export default command({
  summary: 'Call a party: which versions it speaks, and which flows work.',
  examples: ['EDUARTE', 'REMINDO --json'],
  args: {party: codeArg('party')},
  run: async ({args, wire}) => testParty(await wire.context(), await wire.exchange(), {code: args.party}),
  show({party, versions, flows}, out) {
    out.line(`${party} answers; it speaks ${versions.join(', ') || 'no version that it names'}.`)
    out.table(
      ['Flow', 'Works', 'Remark'],
      flows.map(({flow, works, remark}) => [flow, works, remark]),
    )
  },
})
