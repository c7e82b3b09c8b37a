import {Args, Flags} from '@oclif/core'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Copy a whole store into a new one, either way between SQLite and Postgres.',
  description:
    'One snapshot, compared row by row before it is kept: rows and digest of every table, and the last seal of the audit trail. A copy to a new SQLite file is a backup. With --rehearsal the copy is one to rehearse in: any time may be played with --as-of, mail stays in a folder, and it is never copied back.',
  examples: [
    'sqlite:ontrac.db sqlite:/backup/ontrac-2026-11-30.db',
    'sqlite:ontrac.db postgres://ontrac@db.example.org/ontrac',
    'sqlite:ontrac.db sqlite:rehearsal.db --rehearsal',
  ],
  args: {
    from: Args.string({required: true, description: 'The store to copy: sqlite:FILE or postgres://…'}),
    to: Args.string({required: true, description: 'The new store: a file that is not there, or an empty database.'}),
  },
  flags: {rehearsal: Flags.boolean({summary: 'Mark the copy as a store to rehearse in.'})},
  async run({args, flags, out, wire}) {
    const {copy} = await wire.upkeep()
    return copy(args.from, args.to, {
      rehearsal: flags.rehearsal,
      onPage: (table, rows) => out.progress(`${table}: ${rows} rows`),
    })
  },
  show(copy, out) {
    out.table(
      ['Table', 'Rows', 'Digest, equal in both'],
      copy.tables.filter(({rows}) => rows > 0).map(({table, rows, digest}) => [table, rows, digest.slice(0, 16)]),
      'The store has no rows.',
    )
    out.line(`${copy.rows} rows are the same in ${copy.from} and ${copy.to}.`)
    out.line(
      copy.seal ? `Last seal of the audit trail: ${copy.seal.number} ${copy.seal.digest}` : 'Nothing is sealed yet.',
    )
    if (copy.rehearsal) out.hint(`Rehearse with: ontrac … --store ${copy.to} --as-of 2026-11-30T09:00`)
    else out.hint(`Use it with the setting store, or: ontrac … --store ${copy.to}`)
  },
})
