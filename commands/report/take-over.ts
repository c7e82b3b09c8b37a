import {Args, Flags} from '@oclif/core'
import {listSessions} from '../../src/planning/sessions/list-sessions.ts'
import {ExamError} from '../../src/errors.ts'
import {command} from '../lib/command.ts'
import {reasonFlag} from '../lib/flags.ts'
import {takeOverAll} from '../lib/paper-report.ts'

export default command({
  summary: 'Take over reports kept on paper: attendance, signature and closing, of one session or of a day.',
  description:
    'Everybody was present and showed his ID, save those named with --absent. Anything else that the paper says is recorded by itself, before: who came late, an event, a case. Each session is done by itself; what is refused can be put right and done again.',
  examples: [
    '1130-B104-0900 --absent 0412345,0412346 --reason "Overgenomen van papier"',
    '--on 2026-11-30 --absent 0412345@1130-B104-0900 --reason "Overgenomen van papier" --yes',
  ],
  args: {session: Args.string({description: 'Session code, such as 1130-B104-0900.'})},
  flags: {
    on: Flags.string({summary: 'All final and running sessions of this day.'}),
    absent: Flags.string({
      summary: 'Who was absent: student numbers with commas between, or NUMBER@SESSION for one session only.',
      multiple: true,
      delimiter: ',',
      default: [],
    }),
    reason: reasonFlag(true),
  },
  async run({args, flags, out, wire}) {
    const {absent, on, reason = ''} = flags
    if ((args.session === undefined) === (on === undefined))
      throw new ExamError('invalid', 'input.invalid', 'Name a session, or a day with: --on')
    const ctx = await wire.context()
    const sessions = on === undefined ? [] : await listSessions(ctx, {on, state: ['final', 'running'], limit: 10_000})
    const codes = args.session === undefined ? sessions.map(({code}) => code) : [args.session]
    await out.confirm(`Take over, sign and close ${codes.length} ${codes.length === 1 ? 'report' : 'reports'}?`)
    return takeOverAll(ctx, {sessions: codes, absent, reason})
  },
  show({takenOver, refused}, out) {
    out.table(
      ['Session', 'Attempts', 'Absent', 'Locked over'],
      takenOver.map(({session, attempts, absent, digest}) => [session, attempts, absent, digest.slice(0, 12)]),
      'No report was taken over.',
    )
    for (const {session, message} of refused) out.warn(`${session}: ${message}`)
    out.hint('Next: ontrac absence list --unjudged, and: ontrac import results')
  },
  failed: ({takenOver, refused}) =>
    refused.length > 0 && takenOver.length === 0
      ? new ExamError('refused', 'report.refused', refused.map(({message}) => message).join(' '), {refused})
      : undefined,
})
