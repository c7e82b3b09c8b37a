import {revokeMandate} from '../../src/institution/boards/revoke-mandate.ts'
import {command} from '../lib/command.ts'
import {codeArg, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Take a mandate back from now on; what was decided under it stands.',
  examples: ['K7M2QX --reason "Nieuwe functie"', 'K7M2QX --reason "Nieuwe functie" --json'],
  args: {mandate: codeArg('mandate')},
  flags: {reason: reasonFlag(true)},
  run: async ({args, flags, wire}) =>
    revokeMandate(await wire.context(), {mandate: args.mandate, reason: flags.reason ?? ''}),
  show: ({mandate}, out) => out.line(`Mandate ${mandate} is revoked.`),
})
