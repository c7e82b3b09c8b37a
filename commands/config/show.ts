import {describeConfig} from '../../src/config.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Show every setting of this installation, its value and where it comes from.',
  examples: ['', '--json'],
  run: async ({wire}) => ({
    store: wire.storeUrl.replace(/(:\/\/[^:@/]+:)[^@/]+@/, '$1•••@'),
    settings: describeConfig(wire.layers),
  }),
  show({store, settings}, out) {
    out.pairs([['the store in use', store]])
    out.table(
      ['Setting', 'Value', 'From', 'What it does'],
      settings.map(({name, value, source, about}) => [name, value, source, about]),
    )
  },
})
