import {auditReceipt} from '../../src/operation/audit-receipt.ts'
import {command} from '../lib/command.ts'
import {outputFlag} from '../lib/flags.ts'

export default command({
  summary: 'Give the number and digest of the last seal, to keep elsewhere.',
  description:
    'Who keeps a receipt outside the reach of whoever runs the store can prove later that the trail up to that seal is still the same, with: ontrac audit verify --receipt FILE',
  examples: ['', '-o receipt-2026-11-30.json'],
  flags: {output: outputFlag()},
  async run({flags, wire}) {
    const receipt = await auditReceipt(await wire.context())
    if (flags.output !== undefined) await wire.files.write(flags.output, `${JSON.stringify(receipt, null, 2)}\n`)
    return {...receipt, file: flags.output ?? null}
  },
  show({number, digest, sealedAt, file}, out) {
    if (file !== null) return out.line(`The receipt of seal ${number} stands in ${file}; keep it apart from the store.`)
    out.pairs([
      ['seal', number],
      ['digest', digest],
      ['sealed', sealedAt],
    ])
  },
})
