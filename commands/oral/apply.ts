import {Args} from '@oclif/core'
import {applyOralPlan} from '../../src/planning/orals/apply-oral-plan.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag} from '../lib/flags.ts'

export default command({
  summary: 'Make the sessions of an oral plan, with a time for each student.',
  description:
    'Checks the plan against the school as it is now and refuses when that has changed. Examiners get their duties, rooms are taken, and each time is kept for its student until he is enrolled. One that was cut off goes on. The sessions can be taken back with: ontrac plan undo',
  examples: ['2026-P2', '2026-P2-orals-1 --dry-run'],
  args: {
    plan: Args.string({required: true, description: 'Code of the oral plan, or of a period for its newest draft.'}),
  },
  flags: {'dry-run': dryRunFlag()},
  async run({args, flags, wire, out}) {
    const ctx = await wire.context()
    const preview = await applyOralPlan(ctx, {plan: args.plan, dryRun: true})
    if (flags['dry-run']) return preview
    await out.confirm(`Make ${preview.sessions.length} sessions for ${preview.slots.length} orals?`)
    const applied = await applyOralPlan(ctx, {plan: preview.code}, (done, of) => out.progress(`Step ${done} of ${of}`))
    out.progress('')
    return applied
  },
  show({code, state, sessions, slots, unplaced, period}, out) {
    out.line(
      state === 'applied'
        ? `Oral plan ${code} is applied: ${sessions.length} sessions, a time for ${slots.length} orals.`
        : `Oral plan ${code} holds, and would make ${sessions.length} sessions with ${slots.length} orals.`,
    )
    if (unplaced.length > 0) out.warn(`${unplaced.length} have no time; see why with: ontrac oral plan ${code}`)
    if (state === 'applied') out.hint(`Next: ontrac period publish ${period}, then ontrac enrolment assign ${period}`)
  },
})
