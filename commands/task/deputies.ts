import {listDeputies} from '../../src/institution/roles/list-deputies.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List who stands in for whom, now and later.',
  examples: ['', '--json'],
  run: async ({wire}) => ({deputies: await listDeputies(await wire.context())}),
  show({deputies}, out) {
    out.table(
      ['Away', 'Deputy', 'From', 'To', 'Now'],
      deputies.map(({person, deputy, from, to, now}) => [person, deputy, from, to, now]),
      'Nobody stands in for anybody. Name somebody with: ontrac task deputy',
    )
  },
})
