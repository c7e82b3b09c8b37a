import {listTokens} from '../../src/sign-in/api-tokens.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the tokens of programs.',
  examples: ['', '--json'],
  run: async ({wire}) => ({tokens: await listTokens(await wire.context())}),
  show({tokens}, out) {
    out.table(
      ['Token', 'Person', 'For', 'Scopes', 'Until', 'Used'],
      tokens.map(({code, person, title, scopes, expiresAt, usedAt}) => [
        code,
        person,
        title,
        scopes.join(' '),
        expiresAt,
        usedAt,
      ]),
      'There are no tokens.',
    )
  },
})
