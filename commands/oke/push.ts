import {ExamError} from '../../src/errors.ts'
import {queueUntold} from '../../src/exchange/queue-untold.ts'
import {sendMessages} from '../../src/exchange/send-messages.ts'
import {command} from '../lib/command.ts'
import {codeArg, dryRunFlag} from '../lib/flags.ts'

export default command({
  summary: 'Tell a party what it does not know yet: sessions and participations, or results.',
  description: 'The timed work does the same every few minutes; this does it now, or shows what would be told.',
  examples: ['REMINDO --dry-run', 'EDUARTE', 'REMINDO --json'],
  args: {party: codeArg('party')},
  flags: {'dry-run': dryRunFlag()},
  async run({args, flags, wire}) {
    const ctx = await wire.context()
    const ports = await wire.exchange()
    const party = await ctx.read('exchange.read', ({parties}) => parties.get(args.party))
    const dryRun = flags['dry-run']
    const queued = await queueUntold(ctx, {party, connectors: ports.connectors, dryRun})
    if (dryRun) return {...queued, sent: 0, postponed: 0, refused: 0, givenUp: 0, dryRun}
    return {...queued, ...(await sendMessages(ctx, ports, {party})), dryRun}
  },
  failed({party, ...done}) {
    const stuck = done.postponed + done.refused + done.givenUp
    if (stuck === 0) return undefined
    const message = `${stuck} messages to ${party} did not arrive; see: ontrac oke status ${party}`
    return new ExamError('unavailable', 'push.incomplete', message, {party, ...done})
  },
  show({sessions, participations, cancelled, results, sent, dryRun}, out) {
    out.pairs([
      ['Sessions', sessions],
      ['Participations', participations],
      ['Cancelled', cancelled],
      ['Results', results],
      ...(dryRun ? [] : [['Sent', sent] as const]),
    ])
    if (dryRun)
      out.hint(
        'Nothing was sent; participations of sessions that are new there come on top. Leave out --dry-run to send.',
      )
  },
})
