import {Args} from '@oclif/core'
import {showPlan} from '../../src/planning/plans/show-plan.ts'
import {command} from '../lib/command.ts'
import {showPlan as print} from '../lib/plan-view.ts'

export default command({
  summary: 'Show a plan: its sessions, who has no place and why, and its costs.',
  examples: ['2026-P2', '2026-P2-plan-1 --json'],
  args: {plan: Args.string({required: true, description: 'Code of the plan, or of a period for its newest.'})},
  run: async ({args, wire}) => showPlan(await wire.context(), args.plan),
  show: (plan, out) => print(plan, out),
})
