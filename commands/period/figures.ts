import {showPeriodFigures} from '../../src/lifecycle/show-period-figures.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Show how a period stands in numbers: registrations, sessions by state, seats.',
  examples: ['2026-P2', '2026-P2 --json'],
  args: {period: periodArg()},
  run: async ({args, wire}) => showPeriodFigures(await wire.context(), args.period),
  show({period, wanted, agreed, sessions, states, seats, taken}, out) {
    out.title(period)
    out.pairs([
      ['undecided', wanted],
      ['agreed', agreed],
      ['sessions', sessions],
      ...Object.entries(states).map(([state, count]) => [`  ${state}`, count] as const),
      ['seats', seats],
      ['taken', taken],
    ])
  },
})
