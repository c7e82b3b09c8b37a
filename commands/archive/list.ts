import {listArchives} from '../../src/archive/list-archives.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the archives that were built.',
  examples: ['', '--json'],
  run: async ({wire}) => ({archives: await listArchives(await wire.context())}),
  show: ({archives}, out) =>
    out.table(
      ['Archive', 'Period', 'Built', 'Files', 'Digest'],
      archives.map(({archive, period, builtAt, files, digest}) => [archive, period, builtAt, files, digest]),
      'No archives yet.',
    ),
})
