import {Flags} from '@oclif/core'
import {applyImport} from '../../src/imports/apply-import.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'
import {countsOf} from '../lib/import-view.ts'

export default command({
  summary: 'Apply an import that is planned, or go on with one that was interrupted.',
  examples: ['K7QM2X', 'K7QM2X --confirm-consequences'],
  args: {import: codeArg('import')},
  flags: {
    'confirm-consequences': Flags.boolean({
      summary: 'Withdraw or move the registrations and seats that the plan shows.',
    }),
  },
  async run({args, flags, out, wire}) {
    const applied = await applyImport(await wire.context(), {
      run: args.import,
      confirmConsequences: flags['confirm-consequences'],
      onProgress: (step, steps) => out.progress(`Step ${step} of ${steps}`),
    })
    out.progress('')
    return applied
  },
  show({file, kind, counts, left}, out) {
    out.line(`Imported ${file} (${kind}): ${countsOf(counts)}.`)
    for (const {message} of left) out.warn(message)
  },
})
