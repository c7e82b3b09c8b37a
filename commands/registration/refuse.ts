import {Args} from '@oclif/core'
import {command} from '../lib/command.ts'
import {reasonFlag} from '../lib/flags.ts'
import {decideOn, showDecision} from '../lib/registration-decision.ts'
import {undecidedFlags} from '../lib/registration-flags.ts'

export default command({
  summary: 'Refuse requests for a registration, for the team, with a reason that the student reads.',
  examples: [
    'AB2C3D --reason "first finishes the work placement"',
    '--all --exam PROEVE-1 --group 2B-VZ --reason "not ready yet" --dry-run',
  ],
  args: {registration: Args.string({multiple: true, description: 'Codes of the registrations.'})},
  flags: {...undecidedFlags(), reason: reasonFlag(true)},
  run: async ({args, flags, out, wire}) =>
    decideOn(await wire.context(), 'refused', args.registration ?? [], flags, out),
  show: showDecision,
})
