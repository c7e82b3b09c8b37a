import {Args} from '@oclif/core'
import {endUserSessions} from '../../src/sign-in/list-web-sessions.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Sign somebody out everywhere.',
  description: 'All his sessions end at once; he may sign in again. To take his sign-in away use "ontrac user reset".',
  examples: ['VRIS', '100042 --json'],
  args: {person: Args.string({required: true, description: 'Staff code or student number.'})},
  run: async ({args, wire}) => endUserSessions(await wire.context(), args.person),
  show: ({person, ended}, out) => out.line(`Ended ${ended} ${ended === 1 ? 'session' : 'sessions'} of ${person}.`),
})
