import {Flags} from '@oclif/core'
import {listPeriods} from '../../src/institution/periods/list-periods.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the exam periods, the newest first.',
  examples: ['', '--archived --json'],
  flags: {archived: Flags.boolean({summary: 'Archived ones too.', default: false})},
  run: async ({flags, wire}) => ({periods: await listPeriods(await wire.context(), flags)}),
  show({periods}, out) {
    out.table(
      ['Period', 'Name', 'State', 'From', 'To'],
      periods.map(({code, name, state, fromOn, toOn}) => [code, name, state, fromOn, toOn]),
      'No periods yet. Make one with: ontrac period create',
    )
  },
})
