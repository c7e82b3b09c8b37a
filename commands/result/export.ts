import {Flags} from '@oclif/core'
import {EXPORT_HEADER, exportResults, markResultsSent} from '../../src/results/export-results.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, outputFlag, periodFlag} from '../lib/flags.ts'

export default command({
  summary: 'Write the established results of a period to a file for the SIS.',
  description: 'Results that were exported before are left out, unless they changed since.',
  examples: ['--period 2026-P2 -o uitslagen.csv', '--period 2026-P2 -o alle-uitslagen.csv --all'],
  flags: {
    period: periodFlag(true),
    output: outputFlag(),
    all: Flags.boolean({summary: 'Also those that were exported before.'}),
    'dry-run': dryRunFlag(),
  },
  async run({flags, out, wire}) {
    const ctx = await wire.context()
    const {rows, sent} = await exportResults(ctx, {period: flags.period ?? '', all: flags.all})
    const answer = {period: flags.period ?? '', results: rows.length, file: flags.output ?? null, marked: 0}
    if (flags['dry-run']) return answer
    const file = flags.output ?? (await out.ask('The file to write', 'output'))
    await wire.files.write(file, (await wire.tables()).csv(EXPORT_HEADER, rows))
    return {...answer, file, marked: await markResultsSent(ctx, sent)}
  },
  show: ({results, file}, out) => out.line(`${results} results${file === null ? '' : ` in ${file}`}.`),
})
