import {publishResults} from '../../src/results/publish-results.ts'
import {command} from '../lib/command.ts'
import {selectionFlags, selectionOf, showDone, showRefused} from '../lib/result-flags.ts'

export default command({
  summary: 'Publish established results: students can see them and get a mail.',
  description: "The mails wait the policy's delay, so that an undo in that time sends none.",
  examples: ['--session 1130-B104-0900 --dry-run', '--period 2026-P2 --as functionary --yes'],
  flags: selectionFlags(),
  async run({flags, out, wire}) {
    const ctx = await wire.context()
    const input = selectionOf(flags)
    const plan = await publishResults(ctx, {...input, dryRun: true})
    if (input.dryRun || plan.published.length === 0) return plan
    await out.confirm(`Publish ${plan.published.length} results?`)
    return publishResults(ctx, input)
  },
  show({published, refused, dryRun, run}, out) {
    showDone(published, out)
    out.line(`${dryRun ? 'Can be published' : 'Published'}: ${published.length}${run === null ? '' : ` (run ${run})`}.`)
    showRefused(refused, out)
    if (run !== null)
      out.hint(`Next: ontrac tick sends the mails; take it back with: ontrac result undo-publication --run ${run}`)
  },
})
