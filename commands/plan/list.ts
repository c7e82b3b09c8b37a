import {Args} from '@oclif/core'
import {listPlans} from '../../src/planning/plans/list-plans.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the plans, oldest first.',
  examples: ['', '2026-P2'],
  args: {period: Args.string({description: 'Period code, such as 2026-P2.'})},
  run: async ({args, wire}) => ({plans: await listPlans(await wire.context(), args)}),
  show({plans}, out) {
    out.table(
      ['Plan', 'Period', 'State', 'Made', 'Sessions', 'Places', 'Without', 'Cost'],
      plans.map((plan) => [
        plan.code,
        plan.period,
        plan.state,
        plan.createdAt.slice(0, 16).replace('T', ' '),
        plan.sessions,
        plan.seats,
        plan.unplaced,
        plan.cost,
      ]),
      'No plans yet. Make one with: ontrac plan make PERIOD',
    )
  },
})
