import {Flags} from '@oclif/core'
import {listExchanges} from '../../src/exchange/list-exchanges.ts'
import {command} from '../lib/command.ts'
import {afterFlag, limitFlag} from '../lib/flags.ts'

export default command({
  summary: 'Show every request to and from other systems; what is personal is masked.',
  description: 'Kept for 90 days.',
  examples: ['--party REMINDO --limit 20', '--failed --since 2026-11-24', '--json'],
  flags: {
    party: Flags.string({summary: 'Only of this party.'}),
    since: Flags.string({summary: 'Only from this day or time on.'}),
    failed: Flags.boolean({summary: 'Only what was refused or got no answer.'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const {party, since, failed, after, limit} = flags
    const exchanges = await listExchanges(await wire.context(), {party, since, failed, after, limit})
    const next = exchanges.length === limit ? (exchanges.at(-1)?.id ?? null) : null
    return {exchanges, next}
  },
  show({exchanges, next}, out) {
    out.table(
      ['At', 'Party', '', 'Flow', 'Request', 'Status', 'ms', 'Error'],
      exchanges.map(({at, party, direction, flow, method, path, status, millis, error}) => [
        at,
        party,
        direction,
        flow,
        `${method} ${path}`,
        status,
        millis,
        error,
      ]),
      'Nothing yet.',
    )
    if (next !== null) out.hint(`More with: --after ${next}`)
  },
})
