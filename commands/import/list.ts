import {Flags} from '@oclif/core'
import {listImports} from '../../src/imports/list-imports.ts'
import {command} from '../lib/command.ts'
import {limitFlag} from '../lib/flags.ts'
import {countsOf} from '../lib/import-view.ts'

export default command({
  summary: 'List imports, the newest first.',
  examples: ['', '--all --limit 20'],
  flags: {all: Flags.boolean({summary: 'Plans that were given up too.'}), limit: limitFlag()},
  run: async ({flags, wire}) => ({imports: await listImports(await wire.context(), flags)}),
  show({imports}, out) {
    out.table(
      ['Import', 'Kind', 'File', 'State', 'Rows', 'Steps', 'Made', 'By'],
      imports.map(({run, kind, file, state, counts, steps, stepsDone, createdAt, by}) => [
        run,
        kind,
        file,
        state,
        countsOf(counts),
        `${stepsDone}/${steps}`,
        createdAt,
        by,
      ]),
      'Nothing was imported yet.',
    )
    const unfinished = imports.find(({state}) => state === 'applying')
    if (unfinished) out.hint(`Next: ontrac import resume ${unfinished.run}`)
  },
})
