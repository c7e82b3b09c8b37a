import {Flags} from '@oclif/core'
import {type Demand, showDemand} from '../../src/registration/show-demand.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'
import type {Out} from '../lib/out.ts'

export default command({
  summary: 'Show the demand of a period: live, and after the freeze what was frozen, added and withdrawn apart.',
  examples: ['2026-P2', '2026-P2 --by location --since yesterday', '2026-P2 --by need --json'],
  args: {period: periodArg()},
  flags: {
    by: Flags.option({
      options: ['exam', 'subject', 'location', 'programme', 'group', 'need'] as const,
      default: 'exam' as const,
      summary: 'What to count by.',
    })(),
    since: Flags.string({
      summary: 'Count as new what came since then: today, yesterday, a day or a time.',
      default: 'yesterday',
    }),
  },
  run: async ({args, flags, wire}) =>
    showDemand(await wire.context(), {period: args.period, by: flags.by, since: flags.since}),
  show(demand, out) {
    const frozen = demand.frozen !== 'nothing'
    out.table(
      [TITLES[demand.by], 'Name', 'Wanted', 'Agreed', 'New', ...(frozen ? ['Frozen', 'Added', 'Withdrawn'] : [])],
      demand.rows.map((row) => [
        row.key || '–',
        row.name || 'none',
        row.wanted,
        row.agreed,
        row.recent,
        ...(frozen ? [row.frozen, row.added, row.withdrawn] : []),
      ]),
      `Nobody is registered in period ${demand.period} yet.`,
    )
    explain(demand, out)
  },
})

const TITLES = {
  exam: 'Exam',
  subject: 'Subject',
  location: 'Location',
  programme: 'Programme',
  group: 'Group',
  need: 'Need',
} as const

function explain({by, since, frozen, frozenExams, period}: Demand, out: Out): void {
  out.hint(`New is what came since ${since}.`)
  if (by === 'group') out.hint('A student in two groups counts in both.')
  if (by === 'need') out.hint('A registration counts under each of its needs.')
  if (frozen === 'some') out.hint(`Frozen are: ${frozenExams.join(' ')}. The others are still live.`)
  if (frozen === 'nothing') out.hint(`Freeze it to plan with: ontrac period freeze ${period}`)
}
