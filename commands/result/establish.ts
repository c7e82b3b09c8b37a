import {establishResults} from '../../src/results/establish-results.ts'
import {command} from '../lib/command.ts'
import {selectionFlags, selectionOf, showDone, showRefused} from '../lib/result-flags.ts'
import {sealed} from '../lib/sealing.ts'

export default command({
  summary: 'Establish results, each as soon as its own guards hold; the others are listed with their reasons.',
  description: 'By a member of the exam board, or by a functionary under a mandate in force.',
  examples: [
    '--session 1130-B104-0900 --dry-run',
    '--period 2026-P2 --as functionary --yes',
    '--student 0412345 --exam NE-3F-CE --yes',
  ],
  flags: selectionFlags(),
  async run({flags, out, wire}) {
    const ctx = await wire.context()
    const input = selectionOf(flags)
    const plan = await establishResults(ctx, {...input, dryRun: true})
    if (input.dryRun || plan.established.length === 0) return plan
    await out.confirm(`Establish ${plan.established.length} results?`)
    return sealed(wire, () => establishResults(ctx, input))
  },
  show({established, refused, dryRun, run}, out) {
    showDone(established, out)
    out.line(
      `${dryRun ? 'Can be established' : 'Established'}: ${established.length}${run === null ? '' : ` (run ${run})`}.`,
    )
    showRefused(refused, out)
    if (!dryRun && established.length > 0) out.hint('Next: ontrac result publish, with the same selection')
  },
})
