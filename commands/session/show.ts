import {showSession} from '../../src/planning/sessions/show-session.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'
import {showSession as print} from '../lib/session-view.ts'

export default command({
  summary: 'Show a session: place, time, exams, people and seats.',
  examples: ['1130-B104-0900', '1130-B104-0900 --json'],
  args: {session: sessionArg()},
  run: async ({args, wire}) => showSession(await wire.context(), args.session),
  show(session, out) {
    print(session, out)
    if (session.plan !== null) out.pairs([['Plan', session.plan]])
    if (session.pools.length < 2) return
    out.title('Seats')
    out.table(
      ['Kept for', 'Taken', 'Seats', 'Until'],
      session.pools.map((pool) => [
        pool.kind === null ? 'everybody' : `${pool.kind} ${pool.for}`,
        pool.taken,
        pool.capacity,
        pool.releasesAt,
      ]),
    )
  },
})
