import {endClient} from '../../../src/exchange/end-client.ts'
import {command} from '../../lib/command.ts'
import {codeArg} from '../../lib/flags.ts'

export default command({
  summary: 'Let a system in no longer, from its next request on.',
  examples: ['eduarte-7k2mqp4x', 'eduarte-7k2mqp4x --yes'],
  args: {client: codeArg('client')},
  async run({args, out, wire}) {
    const ctx = await wire.context()
    await out.confirm(`Shall ${args.client} be let in no longer?`)
    return endClient(ctx, {client: args.client})
  },
  show({client}, out) {
    out.line(`${client} is let in no longer.`)
  },
})
