import {Args} from '@oclif/core'
import {publishSessions} from '../../src/planning/sessions/publish-sessions.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag} from '../lib/flags.ts'
import {showSessions} from '../lib/session-view.ts'

export default command({
  summary: 'Publish planned sessions, so that students can be enrolled.',
  description: 'All or none. All planned sessions of a period are published with: ontrac period publish',
  examples: ['1201-B104-0900', '1201-B104-0900,1201-B104-1300 --dry-run'],
  args: {sessions: Args.string({required: true, description: 'Code of the session, or several with commas between.'})},
  flags: {'dry-run': dryRunFlag()},
  async run({args, flags, wire}) {
    const sessions = args.sessions.split(',').map((code) => code.trim())
    return {sessions: await publishSessions(await wire.context(), {sessions, dryRun: flags['dry-run']})}
  },
  show({sessions}, out) {
    showSessions(sessions, out, 'None.')
    if (sessions.some(({state}) => state === 'published'))
      out.hint(`Next: ontrac enrolment assign ${sessions[0]?.period ?? 'PERIOD'}`)
  },
})
