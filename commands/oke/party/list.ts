import {listParties} from '../../../src/exchange/list-parties.ts'
import {command} from '../../lib/command.ts'

export default command({
  summary: 'List the systems that ontrac exchanges with.',
  examples: ['', '--json'],
  run: async ({wire}) => ({parties: await listParties(await wire.context(), {connectors: await wire.connectors()})}),
  show({parties}, out) {
    out.table(
      ['Party', 'Name', 'Connector', 'Can', 'Address'],
      parties.map(({code, name, connector, capabilities, settings}) => [
        code,
        name,
        connector,
        capabilities.join(' '),
        typeof settings['url'] === 'string' ? settings['url'] : '',
      ]),
      'None yet. Add one with: ontrac oke party add',
    )
  },
})
