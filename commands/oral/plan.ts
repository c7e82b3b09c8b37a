import {Args} from '@oclif/core'
import {showOralPlan} from '../../src/planning/orals/show-oral-plan.ts'
import {command} from '../lib/command.ts'
import {showOralPlan as show} from '../lib/oral-view.ts'

export default command({
  summary: 'Show an oral plan: its sessions, who has no time, what it costs and how much less is possible.',
  examples: ['2026-P2', '2026-P2-orals-1 --json'],
  args: {plan: Args.string({required: true, description: 'Code of the oral plan, or of a period for its newest.'})},
  run: async ({args, wire}) => showOralPlan(await wire.context(), args.plan),
  show(plan, out) {
    show(plan, out)
    if (plan.state === 'planned') out.hint(`Next: ontrac oral apply ${plan.code}`)
  },
})
