import {Args, Flags} from '@oclif/core'
import {listSessions} from '../../src/planning/sessions/list-sessions.ts'
import {command} from '../lib/command.ts'
import {afterFlag, examFlag, limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'
import {showSessions} from '../lib/session-view.ts'

const STATES = ['planned', 'published', 'final', 'running', 'reported', 'cancelled', 'aborted'] as const

export default command({
  summary: 'List sessions with their place, people and seats.',
  examples: ['2026-P2', '--on 2026-12-01 --location NOORD', '2026-P2 --exam NE-3F-CE --state planned'],
  args: {period: Args.string({description: 'Period code, such as 2026-P2.'})},
  flags: {
    on: Flags.string({summary: 'Only this day.'}),
    from: Flags.string({summary: 'Only from this day on.'}),
    to: Flags.string({summary: 'Only until this day, that day included.'}),
    room: Flags.string({summary: 'Only this room.'}),
    location: Flags.string({summary: 'Only this location.'}),
    exam: examFlag(),
    staff: Flags.string({summary: 'Only where this employee has a duty.'}),
    state: Flags.option({options: STATES})({
      summary: 'Only in this state; may be given more than once.',
      multiple: true,
    }),
    ended: Flags.boolean({summary: 'Cancelled sessions too.'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({args, flags, wire}) {
    const {on, from, to, room, location, exam, staff, state, ended, after, limit} = flags
    const sessions = await listSessions(await wire.context(), {
      period: args.period,
      on,
      from,
      to,
      room,
      location,
      exam,
      staff,
      state,
      ended,
      after,
      limit,
    })
    return {sessions, next: nextPage(sessions, limit, ({code}) => code)}
  },
  show({sessions, next}, out) {
    showSessions(sessions, out, 'No sessions. Plan one with: ontrac session create, or all with: ontrac plan make')
    hintNext(next, out)
  },
})
