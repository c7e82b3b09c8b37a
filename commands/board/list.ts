import {listBoards} from '../../src/institution/boards/list-boards.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the exam boards.',
  examples: ['', '--json'],
  run: async ({wire}) => ({boards: await listBoards(await wire.context())}),
  show({boards}, out) {
    out.table(
      ['Board', 'Name', 'Members', 'Programmes', 'Exams'],
      boards.map(({code, name, members, programmes, exams}) => [
        code,
        name,
        members.length,
        programmes.length,
        exams.length,
      ]),
    )
  },
})
