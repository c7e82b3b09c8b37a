import {listMandates} from '../../src/institution/boards/list-mandates.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the mandates: in force, to come, ended and revoked.',
  examples: ['', '--json'],
  run: async ({wire}) => ({mandates: await listMandates(await wire.context())}),
  show({mandates}, out) {
    out.table(
      ['Mandate', 'Board', 'Person', 'Name', 'From', 'To', 'State', 'Only for'],
      mandates.map((each) => [
        each.code,
        each.board,
        each.staffCode,
        each.name,
        each.from,
        each.to,
        each.state,
        [...each.exams, ...each.programmes].join(' '),
      ]),
    )
  },
})
