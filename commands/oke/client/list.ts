import {listClients} from '../../../src/exchange/list-clients.ts'
import {command} from '../../lib/command.ts'

export default command({
  summary: 'List the systems that may call ours.',
  examples: ['', '--json'],
  run: async ({wire}) => ({clients: await listClients(await wire.context())}),
  show({clients}, out) {
    out.table(
      ['Client', 'Party', 'Scopes', 'Subject', 'Since'],
      clients.map(({client, party, scopes, subject, createdAt}) => [
        client,
        party,
        scopes.join(' '),
        subject,
        createdAt,
      ]),
      'None yet. Let one in with: ontrac oke client add',
    )
  },
})
