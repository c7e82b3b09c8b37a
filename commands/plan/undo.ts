import {Args} from '@oclif/core'
import {undoPlan} from '../../src/planning/plans/undo-plan.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag} from '../lib/flags.ts'

export default command({
  summary: 'Take back the sessions of a plan that nobody has touched.',
  examples: ['2026-P2', '2026-P2-plan-1 --dry-run'],
  args: {
    plan: Args.string({required: true, description: 'Code of the plan, or of a period for the one applied last.'}),
  },
  flags: {'dry-run': dryRunFlag()},
  async run({args, flags, wire, out}) {
    const ctx = await wire.context()
    const preview = await undoPlan(ctx, {plan: args.plan, dryRun: true})
    if (flags['dry-run']) return {...preview, done: false}
    await out.confirm(`Take back ${preview.removed.length} sessions of plan ${preview.plan}?`)
    return {...(await undoPlan(ctx, {plan: preview.plan})), done: true}
  },
  show({plan, removed, left, done}, out) {
    out.line(`${removed.length} sessions of plan ${plan} ${done ? 'are taken back' : 'would be taken back'}.`)
    if (left.length === 0) return
    out.warn(`${left.length} stay, since somebody has touched them:`)
    out.table(
      ['Session', 'Why'],
      left.map(({session, why}) => [session, why === 'in-use' ? 'somebody sits or waits in it' : why]),
    )
  },
})
