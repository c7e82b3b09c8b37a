import {command} from '../lib/command.ts'
import {dryRunFlag} from '../lib/flags.ts'

export default command({
  summary: 'Bring the tables of the store up to date.',
  description:
    'Makes a backup beside a SQLite store first; on Postgres, make one with the tools of your server. All of it or nothing; of several at once, one migrates and the others wait.',
  examples: ['--dry-run', '', '--store postgres://ontrac@db.example.org/ontrac --yes'],
  flags: {'dry-run': dryRunFlag()},
  async run({flags, out, wire}) {
    const upkeep = await wire.upkeep()
    const {kind, pending} = await upkeep.status()
    if (flags['dry-run'] || pending.length === 0) return {pending, applied: [], backup: null}
    if (kind === 'postgres') await out.confirm('Is there a backup of the database?')
    return {pending, ...(await upkeep.migrate())}
  },
  show({pending, applied, backup}, out) {
    if (pending.length === 0) return out.line('The tables are up to date.')
    if (applied.length === 0) return out.line(`To do: ${pending.join(', ')}`)
    if (backup !== null) out.line(`What was before stands in ${backup}.`)
    out.line(`Done: ${applied.join(', ')}`)
  },
})
