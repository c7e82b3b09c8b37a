import {Flags} from '@oclif/core'
import {crossDemand, type CrossedDemand} from '../../src/registration/cross-demand.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Show the live demand of a period crossed: how many want each exam at each location.',
  description:
    'A registration counts at the location it prefers, else at the student’s own. What is asked for and what is agreed count together; behind it stands what is new.',
  examples: ['2026-P2', '2026-P2 --since 2026-10-12 --json'],
  args: {period: periodArg()},
  flags: {
    since: Flags.string({
      summary: 'Count as new what came since then: today, yesterday, a day or a time.',
      default: 'yesterday',
    }),
  },
  run: async ({args, flags, wire}) => crossDemand(await wire.context(), {period: args.period, since: flags.since}),
  show({period, since, rows}, out) {
    const locations = [...new Set(rows.map(({location}) => location))].toSorted()
    out.table(
      ['Exam', 'Name', ...locations.map((location) => ({title: location || '–', align: 'right' as const}))],
      [...Map.groupBy(rows, ({exam}) => exam)].map(([exam, counts]) => [
        exam,
        counts[0]?.name ?? '',
        ...locations.map((location) => countAt(counts, location)),
      ]),
      `Nobody is registered in period ${period} yet.`,
    )
    out.hint(`Behind a + stands what came since ${since}.`)
  },
})

function countAt(rows: CrossedDemand['rows'], at: string): string | null {
  const found = rows.find(({location}) => location === at)
  if (!found) return null
  const {wanted, agreed, recent} = found
  return `${wanted + agreed}${recent > 0 ? ` +${recent}` : ''}`
}
