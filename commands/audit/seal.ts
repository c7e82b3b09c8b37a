import {sealAudit} from '../../src/operation/seal-audit.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Seal what waits in the audit trail; "ontrac tick" does it too.',
  examples: ['', '--json'],
  run: async ({wire}) => sealAudit(await wire.context(), await wire.signer()),
  show({seals, entries, last}, out) {
    out.line(seals === 0 ? 'Everything is sealed already.' : `Sealed ${entries} entries with ${seals} seals.`)
    if (last) out.line(`Last seal: ${last.number} ${last.digest}`)
    out.hint('Keep a receipt elsewhere with: ontrac audit receipt -o FILE')
  },
})
