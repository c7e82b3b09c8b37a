import {Args} from '@oclif/core'
import {diffPlans} from '../../src/planning/plans/diff-plans.ts'
import {command} from '../lib/command.ts'
import {showEffect} from '../lib/plan-effect-view.ts'

export default command({
  summary: 'Compare two plans: sessions, seats and costs.',
  examples: ['2026-P2-plan-1 2026-P2-plan-2', '2026-P2-plan-1 2026-P2 --json'],
  args: {
    before: Args.string({required: true, description: 'Code of the plan as it was.'}),
    after: Args.string({required: true, description: 'Code of the other plan, or of a period for its newest.'}),
  },
  run: async ({args, wire}) => diffPlans(await wire.context(), args),
  show(difference, out) {
    const {before, after, same, sessionCount, unplaced} = difference
    out.title(`From ${before} to ${after}`)
    out.line(`${sessionCount.before} sessions, then ${sessionCount.after}; ${same} are the same.`)
    if (unplaced.before !== unplaced.after) out.line(`Without a place: ${unplaced.before}, then ${unplaced.after}.`)
    showEffect({...difference, crews: [], conflicts: []}, out)
  },
})
