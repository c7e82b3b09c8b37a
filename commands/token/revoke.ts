import {revokeToken} from '../../src/sign-in/api-tokens.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Take a token back from now on.',
  examples: ['AB2C3D', 'AB2C3D --json'],
  args: {token: codeArg('token')},
  run: async ({args, wire}) => revokeToken(await wire.context(), args.token),
  show: ({code, person}, out) => out.line(`Token ${code} of ${person} opens nothing any more.`),
})
