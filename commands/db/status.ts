import {command} from '../lib/command.ts'

export default command({
  summary: 'Show which store is used and whether its tables are up to date.',
  examples: ['', '--store postgres://ontrac@db.example.org/ontrac --json'],
  run: async ({wire}) => (await wire.upkeep()).status(),
  show(status, out) {
    out.pairs([
      ['store', status.url],
      ['school', status.school?.name ?? null],
      ['rehearsal', status.school?.rehearsal ? 'yes' : 'no'],
      ['size', `${status.size} kB`],
      ['tables', status.pending.length === 0 && status.unknown.length === 0 ? 'up to date' : 'not up to date'],
      ...(status.pending.length > 0 ? ([['to do', status.pending.join(', ')]] as const) : []),
      ...(status.unknown.length > 0 ? ([['made by a newer ontrac', status.unknown.join(', ')]] as const) : []),
    ])
    if (status.pending.length > 0) out.hint('Next: ontrac db migrate')
  },
})
