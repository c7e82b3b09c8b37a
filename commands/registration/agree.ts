import {Args} from '@oclif/core'
import {command} from '../lib/command.ts'
import {reasonFlag} from '../lib/flags.ts'
import {decideOn, showDecision} from '../lib/registration-decision.ts'
import {undecidedFlags} from '../lib/registration-flags.ts'

export default command({
  summary: 'Agree to requests for a registration, for the team.',
  description:
    'A teacher decides for the students of her groups, the exam office for all. Codes are decided together or not at all.',
  examples: ['AB2C3D', 'AB2C3D --reason "is ready for it"', '--all --period 2026-P2 --exam PROEVE-1 --yes'],
  args: {registration: Args.string({multiple: true, description: 'Codes of the registrations.'})},
  flags: {...undecidedFlags(), reason: reasonFlag()},
  run: async ({args, flags, out, wire}) =>
    decideOn(await wire.context(), 'agreed', args.registration ?? [], flags, out),
  show: showDecision,
})
