import {Flags} from '@oclif/core'
import {type Pulled, pullParty} from '../../src/exchange/pull-party.ts'
import {pullResults} from '../../src/exchange/pull-results.ts'
import {day, dayOf, plusDays} from '../../src/time.ts'
import {command} from '../lib/command.ts'
import {codeArg, dryRunFlag} from '../lib/flags.ts'
import type {Out} from '../lib/out.ts'

/** Exams further ahead are planned later. */
const AHEAD_DAYS = 120

export default command({
  summary: 'Fetch registrations of a SIS, or results of a delivery platform.',
  description:
    'Of a SIS: exams between two days, who is registered for them, and of these the person and programme. What is known already changes nothing, so that one that was cut off goes on by asking again. With --session: what a platform has of a session.',
  examples: ['EDUARTE --dry-run', 'EDUARTE --from 2026-11-30 --to 2026-12-18', 'REMINDO --session 1201-B104-0900'],
  args: {party: codeArg('party')},
  flags: {
    from: Flags.string({summary: 'First day; default today.'}),
    to: Flags.string({summary: `Last day; default ${AHEAD_DAYS} days later.`}),
    groups: Flags.boolean({summary: 'Groups and their members instead of registrations.'}),
    session: Flags.string({summary: 'Results of this session instead.', exclusive: ['from', 'to', 'groups']}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, wire}) {
    const ctx = await wire.context()
    const ports = await wire.exchange()
    if (flags.session !== undefined) return pullResults(ctx, ports, {party: args.party, session: flags.session})
    const from = flags.from === undefined ? dayOf(ctx.clock.now(), wire.zone()) : day(flags.from)
    const to = flags.to === undefined ? plusDays(from, AHEAD_DAYS) : day(flags.to)
    const party = await ctx.read('exchange.read', ({parties}) => parties.get(args.party))
    return pullParty(ctx, ports, {party, within: {from, to}, groups: flags.groups, dryRun: flags['dry-run']})
  },
  show(pulled, out) {
    if ('counts' in pulled) return showPulled(pulled, out)
    const {party, session, results, waiting} = pulled
    out.line(`${party} has ${results} results of ${session}; ${waiting} wait until its report is closed.`)
    return undefined
  },
})

function showPulled({counts, problems, withdrawn, erased, dryRun, party}: Pulled, out: Out): void {
  const kinds = Object.entries(counts)
  out.table(
    ['What', 'New', 'Linked', 'Changed', 'Same', 'Cancelled', 'Waiting'],
    kinds.map(([kind, own]) => [
      kind,
      own['created'] ?? 0,
      own['linked'] ?? 0,
      own['updated'] ?? 0,
      own['same'] ?? 0,
      own['cancelled'] ?? 0,
      own['waiting'] ?? 0,
    ]),
    'Nothing for these days.',
  )
  for (const [problem, count] of Object.entries(problems)) out.warn(`${count} × ${problem}`)
  if (withdrawn + erased > 0) out.line(`${withdrawn} withdrawn; data of ${erased} people erased.`)
  if (dryRun) out.hint('Nothing was changed; leave out --dry-run to take it in.')
  else if (Object.keys(problems).length > 0) out.hint(`Next: ontrac oke status ${party}`)
}
