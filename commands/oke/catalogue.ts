import {Flags} from '@oclif/core'
import {pullCatalogue} from '../../src/exchange/pull-catalogue.ts'
import {command} from '../lib/command.ts'
import {codeArg, dryRunFlag} from '../lib/flags.ts'

export default command({
  summary: 'Fetch the catalogue of a delivery platform, and see what changed in it.',
  examples: ['REMINDO', 'REMINDO --changed --dry-run'],
  args: {party: codeArg('party')},
  flags: {
    changed: Flags.boolean({summary: 'Show only what is new, changed or gone.'}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, wire}) {
    const ctx = await wire.context()
    const catalogue = await pullCatalogue(ctx, await wire.exchange(), {code: args.party, dryRun: flags['dry-run']})
    const shown = flags.changed ? catalogue.tests.filter(({change}) => change !== 'same') : catalogue.tests
    return {...catalogue, tests: shown}
  },
  show({tests, dryRun}, out) {
    out.table(
      ['Change', 'Code', 'Name', 'Supplier', 'Minutes', 'State', 'Exams', 'Id'],
      tests.map(({change, code, name, provider, minutes, state, exams, id}) => [
        change,
        code,
        name,
        provider,
        minutes,
        state,
        exams.join(' '),
        id,
      ]),
      'Nothing.',
    )
    if (dryRun) out.hint('Nothing was kept; leave out --dry-run to keep it for the next comparison.')
    else out.hint('Use a test for an exam with: ontrac exam version EXAM CODE --component ID')
  },
})
