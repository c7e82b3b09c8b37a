import {Args} from '@oclif/core'
import {applyPlan} from '../../src/planning/plans/apply-plan.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag} from '../lib/flags.ts'

export default command({
  summary: 'Make the sessions of a plan.',
  description:
    'Checks the plan against the school as it is now, and refuses with the difference when that has changed. Makes sessions, seats and duties and takes the rooms; all is in state planned until it is published. One that was cut off goes on.',
  examples: ['2026-P2', '2026-P2-plan-1 --dry-run'],
  args: {plan: Args.string({required: true, description: 'Code of the plan, or of a period for its newest draft.'})},
  flags: {'dry-run': dryRunFlag()},
  async run({args, flags, wire, out}) {
    const ctx = await wire.context()
    const preview = await applyPlan(ctx, {plan: args.plan, dryRun: true})
    if (flags['dry-run']) return preview
    await out.confirm(`Make ${preview.sessions.length} sessions for ${preview.placed} registrations?`)
    const applied = await applyPlan(ctx, {plan: preview.code}, (done, of) => out.progress(`Step ${done} of ${of}`))
    out.progress('')
    return applied
  },
  show(plan, out) {
    const {code, state, sessions, placed, unplaced, period} = plan
    out.line(
      state === 'applied'
        ? `Plan ${code} is applied: ${sessions.length} sessions, a place for ${placed} registrations.`
        : `Plan ${code} holds, and would make ${sessions.length} sessions with a place for ${placed} registrations.`,
    )
    if (unplaced.length > 0)
      out.warn(`${unplaced.length} registrations have no place; see why with: ontrac plan show ${code}`)
    if (state === 'applied') out.hint(`Next: ontrac period publish ${period}`)
  },
})
