import {Flags} from '@oclif/core'
import {addClient, CLIENT_SCOPES} from '../../../src/exchange/add-client.ts'
import {command} from '../../lib/command.ts'
import {codeArg} from '../../lib/flags.ts'

const FLOWS = {'0': CLIENT_SCOPES[0], '1-5': CLIENT_SCOPES[1], '2-3-4': CLIENT_SCOPES[2]} as const

export default command({
  summary: 'Let a system of a party call ours; shows its secret once.',
  description:
    'A SIS needs the flows 1-5, a delivery platform 2-3-4. The secret is kept as a hash, so that it cannot be shown again.',
  examples: ['EDUARTE --flow 1-5', 'REMINDO --flow 2-3-4', 'EDUARTE --flow 1-5 --subject somtoday'],
  args: {party: codeArg('party')},
  flags: {
    flow: Flags.option({
      options: ['0', '1-5', '2-3-4'] as const,
      multiple: true,
      required: true,
      summary: 'Flows it may use; may be given more than once.',
    })(),
    subject: Flags.string({
      summary: 'How the external issuer of the settings names it; it gets no secret of ours then.',
    }),
  },
  run: async ({args, flags, wire}) =>
    addClient(await wire.context(), {
      party: args.party,
      scopes: flags.flow.map((flow) => FLOWS[flow]),
      ...(flags.subject === undefined ? {} : {subject: flags.subject}),
    }),
  show({client, secret, scopes}, out) {
    out.pairs([
      ['Client id', client],
      ['Secret', secret ?? 'none: its tokens come from the external issuer'],
      ['Scopes', scopes.join(' ')],
    ])
    if (secret !== null) out.warn('The secret is shown only now; pass it on by a safe way.')
  },
})
