import {listProgrammes} from '../../src/institution/programmes/list-programmes.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the programmes with their students and exam board.',
  examples: ['', '--json'],
  run: async ({wire}) => ({programmes: await listProgrammes(await wire.context())}),
  show({programmes}, out) {
    out.table(
      ['Programme', 'Crebo', 'Name', 'Level', 'Route', 'Cohort', 'Board', 'Students'],
      programmes.map((each) => [
        each.programme,
        each.crebo,
        each.name,
        each.level,
        each.route.toUpperCase(),
        each.cohort,
        each.board,
        each.students,
      ]),
      'No programmes yet. Import them with: ontrac import programmes FILE',
    )
  },
})
