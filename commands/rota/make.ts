import {Flags} from '@oclif/core'
import {makeRota} from '../../src/planning/rota/make-rota.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodArg} from '../lib/flags.ts'
import {showRotaPlan} from '../lib/rota-view.ts'

export default command({
  summary: 'Plan who leads and invigilates the sessions that lack somebody.',
  description:
    'One lead each, and an invigilator for every so many students (policy invigilatorsPer). Nobody is in two places, people have time to travel and work within their hours; few are called in a day, and the work is shared evenly over a window. Who has a duty keeps it. The rota is a draft: nothing changes until it is applied.',
  examples: ['2026-P2', '2026-P2 --from 2026-12-07 --to 2026-12-11 --reserves 1 --max-hours 40 --dry-run'],
  args: {period: periodArg()},
  flags: {
    from: Flags.string({summary: 'Only from this day on.'}),
    to: Flags.string({summary: 'Only until this day, that day included.'}),
    since: Flags.string({summary: 'From this day on duties count for an even share; default 90 days before.'}),
    reserves: Flags.integer({
      summary: 'People in reserve for each day part and location.',
      default: 0,
      min: 0,
      max: 20,
    }),
    'max-hours': Flags.integer({summary: 'Nobody works more hours than this in the window.', min: 1}),
    limit: Flags.string({
      summary: 'Hours of one person in the window, such as ANNA01=24; may be given more than once.',
      multiple: true,
      default: [],
    }),
    seed: Flags.integer({summary: 'Another seed gives another rota.', default: 1, min: 0}),
    effort: Flags.integer({summary: 'Thousands of changes to try.', default: 300, min: 0}),
    'dry-run': dryRunFlag(),
  },
  run: async ({args, flags, wire, out}) =>
    makeRota(
      await wire.context(),
      {
        period: args.period,
        from: flags.from,
        to: flags.to,
        since: flags.since,
        reserves: flags.reserves,
        maxHours: flags['max-hours'],
        limits: Object.fromEntries(flags.limit.map((text) => [text.split('=')[0] ?? '', Number(text.split('=')[1])])),
        seed: flags.seed,
        proposals: flags.effort * 1000,
        dryRun: flags['dry-run'],
      },
      {onProgress: ({proposals, of}) => out.progress(`${Math.round((proposals / Math.max(1, of)) * 100)} %`)},
    ),
  show(rota, out) {
    out.progress('')
    showRotaPlan(rota, out)
    if (rota.code !== '') out.hint(`Next: ontrac rota apply ${rota.code}`)
  },
})
