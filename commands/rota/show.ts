import {Flags} from '@oclif/core'
import {showRota} from '../../src/planning/rota/show-rota.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'
import {showShares} from '../lib/rota-view.ts'

export default command({
  summary: 'Show who works when, and how the work is shared, in counts and hours.',
  examples: ['2026-P2', '2026-P2 --since 2026-08-01 --staff ANNA01 --json'],
  args: {period: periodArg()},
  flags: {
    from: Flags.string({summary: 'Only from this day on.'}),
    to: Flags.string({summary: 'Only until this day, that day included.'}),
    since: Flags.string({summary: 'Shares count from this day on; default the first day shown.'}),
    staff: Flags.string({summary: 'Only this employee.'}),
  },
  run: async ({args, flags: {from, to, since, staff}, wire}) =>
    showRota(await wire.context(), {period: args.period, from, to, since, staff}),
  show({from, to, since, duties, shares}, out) {
    out.title(`Duties from ${from} to ${to}`)
    out.table(
      ['Day', 'From', 'Until', 'Session', 'Location', 'Duty', 'Who'],
      duties.map((each) => [each.on, each.from, each.until, each.session, each.location, each.duty, each.staff]),
      'Nobody has a duty.',
    )
    out.title(`Shares since ${since}`)
    showShares(shares, out)
  },
})
