import {Flags} from '@oclif/core'
import {undoPublication} from '../../src/results/undo-publication.ts'
import {command} from '../lib/command.ts'
import {selectionFlags, selectionOf, showDone, showRefused} from '../lib/result-flags.ts'

export default command({
  summary: 'Take a publication back, as long as the student has not opened his result.',
  examples: ['--run K7M2PX --dry-run', '--session 1130-B104-0900 --as functionary --yes'],
  flags: {...selectionFlags(), run: Flags.string({summary: 'Those of this run of publication.'})},
  async run({flags, out, wire}) {
    const ctx = await wire.context()
    const input = {...selectionOf(flags), run: flags.run}
    const plan = await undoPublication(ctx, {...input, dryRun: true})
    if (input.dryRun || plan.undone.length === 0) return plan
    await out.confirm(`Take the publication of ${plan.undone.length} results back?`)
    return undoPublication(ctx, input)
  },
  show({undone, refused, withdrawnMails, dryRun}, out) {
    showDone(undone, out)
    out.line(
      `${dryRun ? 'Can be taken back' : 'Taken back'}: ${undone.length}; mails that were not sent: ${withdrawnMails}.`,
    )
    showRefused(refused, out)
  },
})
