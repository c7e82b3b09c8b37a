import {Flags} from '@oclif/core'
import {ExamError} from '../../src/errors.ts'
import {readReceipt} from '../../src/operation/audit-receipt.ts'
import {type AuditVerdict, verifyAudit} from '../../src/operation/verify-audit.ts'
import {command} from '../lib/command.ts'
import type {Out} from '../lib/out.ts'

export default command({
  summary: 'Check that nobody changed the audit trail.',
  description:
    'Three levels: consistent (hashes, chain and texts are right), signed (by the known key), and equal to a receipt that was kept elsewhere. Ends with exit code 4 when one is off.',
  examples: ['', '--receipt receipt-2026-11-30.json', '--json'],
  flags: {receipt: Flags.string({summary: 'Compare with this receipt.'})},
  async run({flags, wire}) {
    const receipt = flags.receipt === undefined ? undefined : readReceipt(await wire.files.read(flags.receipt))
    return verifyAudit(await wire.context(), {key: await wire.auditKey(), ...(receipt ? {receipt} : {})})
  },
  show: showVerdict,
  failed: (verdict) =>
    verdict.problems.length === 0
      ? undefined
      : new ExamError('refused', 'audit.off', 'The audit trail is not as it was made.', verdict),
})

const yes = (is: boolean): string => (is ? 'yes' : 'no')

function showVerdict(verdict: AuditVerdict, out: Out): void {
  out.pairs([
    ['consistent', yes(verdict.consistent)],
    ['signed', verdict.signed === null ? 'not known: the key is not here' : yes(verdict.signed)],
    ['equal to the receipt', verdict.receipt === null ? 'none given' : yes(verdict.receipt)],
    ['seals', verdict.seals],
    ['entries', verdict.entries],
    ['not sealed yet', verdict.unsealed],
  ])
  if (verdict.problems.length === 0) return
  out.table(
    ['Seal', 'Problem', 'Entry'],
    verdict.problems.map(({seal, message, entry}) => [seal, message, entry]),
  )
}
