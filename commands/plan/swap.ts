import {Args} from '@oclif/core'
import {swapPlanned} from '../../src/planning/plans/move-planned.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag} from '../lib/flags.ts'
import {inShort, showChange} from '../lib/plan-effect-view.ts'
import {draftArg, plannedSessionArg} from '../lib/plan-flags.ts'

export default command({
  summary: 'Let two sessions of a draft plan change rooms and times.',
  description:
    'Shows first what it does, as plan move does. Each session keeps its own length, exams and students as far as they can come.',
  examples: ['2026-P2 1130-C001-0900 1201-S001-0900 --dry-run', '2026-P2 1130-C001-0900 1201-S001-0900 --yes'],
  args: {
    plan: draftArg(),
    session: plannedSessionArg(),
    with: Args.string({required: true, description: 'Code of the other session.'}),
  },
  flags: {'dry-run': dryRunFlag()},
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const preview = await swapPlanned(ctx, {...args, dryRun: true})
    if (flags['dry-run']) return preview
    if (preview.conflicts.length === 0)
      await out.confirm(`Swap ${args.session} and ${args.with} in plan ${preview.plan} (${inShort(preview)})?`)
    return swapPlanned(ctx, {...args, plan: preview.plan})
  },
  show: (change, out) => showChange(change, out),
})
