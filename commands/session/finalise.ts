import {Args, Flags} from '@oclif/core'
import {finaliseSession, previewFinalising} from '../../src/delivery/lists/finalise-session.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodFlag} from '../lib/flags.ts'

export default command({
  summary: 'Fix the lists of sessions: nobody enrols any more, and seats get their labels.',
  description: 'A session that is final already gets a next version of its lists when something changed since.',
  examples: ['1130-B104-0900', '--on 2026-11-30 --yes', '--period 2026-P2 --dry-run'],
  args: {session: Args.string({description: 'Session code, such as 1130-B104-0900.'})},
  flags: {on: Flags.string({summary: 'All sessions of this day.'}), period: periodFlag(), 'dry-run': dryRunFlag()},
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const which = {session: args.session, on: flags.on, period: flags.period}
    const preview = await previewFinalising(ctx, which)
    if (flags['dry-run']) return {preview, done: null}
    if (args.session === undefined)
      await out.confirm(`Fix the lists of ${preview.length} ${preview.length === 1 ? 'session' : 'sessions'}?`)
    return {preview, done: await finaliseSession(ctx, which)}
  },
  show({preview, done}, out) {
    if (done === null) {
      out.table(
        ['Session', 'State', 'Participants', 'Open offers', 'Waiting', 'In the way'],
        preview.map((each) => [
          each.session,
          each.state,
          each.participants,
          each.openOffers,
          each.waiting,
          each.reasons.map(({message}) => message).join(' '),
        ]),
      )
      return
    }
    out.table(
      ['Session', 'Lists', 'Participants', 'Changes'],
      done.sessions.map((each) => [
        each.session,
        each.fixed ? `version ${each.version}` : `version ${each.version}, unchanged`,
        each.participants,
        each.changes.length,
      ]),
      'No session was finalised.',
    )
    for (const {reasons} of done.refused) for (const {message} of reasons) out.warn(message)
    out.hint('Next: ontrac delivery participants SESSION, and on the day: ontrac report open SESSION')
  },
})
