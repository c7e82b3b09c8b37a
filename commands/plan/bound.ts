import {boundPlan} from '../../src/planning/plans/bound-plan.ts'
import {command} from '../lib/command.ts'
import {nameOf} from '../lib/plan-effect-view.ts'
import {draftArg} from '../lib/plan-flags.ts'

export default command({
  summary: 'Show how far a draft plan can be from the best there is, with the proof by term.',
  examples: ['2026-P2', '2026-P2-plan-1 --json'],
  args: {plan: draftArg()},
  run: async ({args, wire}) => boundPlan(await wire.context(), args.plan),
  show({plan, cost, bound, gap, terms}, out) {
    out.table(
      ['Cost', 'Planned', 'Points', 'At least', 'Points', 'Proof'],
      terms
        .filter((term) => term.planned.amount > 0 || term.amount > 0)
        .map((term) => [
          nameOf(term.name),
          term.planned.amount,
          term.planned.cost,
          term.amount,
          term.cost,
          term.because,
        ]),
      'It costs nothing.',
    )
    out.line(
      cost === bound
        ? `Plan ${plan} costs ${cost}; no plan costs less.`
        : `Plan ${plan} costs ${cost}; no plan costs less than ${bound}. At most ${(100 * gap).toFixed(1)} % can be won.`,
    )
  },
})
