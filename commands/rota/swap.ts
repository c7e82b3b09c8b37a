import {Args} from '@oclif/core'
import {swapDuties} from '../../src/planning/rota/swap-duties.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Let two people change duties.',
  description:
    'Each is checked for the other’s session. It is recorded, and both are mailed when the sessions are published.',
  examples: [
    '1201-B104-0900 ANNA01 1203-B104-1300 BRAM01 --reason "Onderling geruild"',
    '1201-B104-0900 ANNA01 1203-B104-1300 BRAM01 --dry-run',
  ],
  args: {
    session: sessionArg(),
    staff: Args.string({required: true, description: 'Who has a duty there.'}),
    other: Args.string({required: true, description: 'Code of the other session.'}),
    otherStaff: Args.string({required: true, description: 'Who has a duty in that one.'}),
  },
  flags: {reason: reasonFlag(), 'dry-run': dryRunFlag()},
  run: async ({args, flags, wire}) =>
    swapDuties(await wire.context(), {
      session: args.session,
      staff: args.staff,
      otherSession: args.other,
      otherStaff: args.otherStaff,
      reason: flags.reason,
      dryRun: flags['dry-run'],
    }),
  show({duties, mailed}, out) {
    out.table(
      ['Session', 'Duty', 'Who', 'In place of'],
      duties.map(({session, duty, staff, was}) => [session, duty, staff, was]),
    )
    if (mailed) out.hint('Those whose session is published are mailed.')
  },
})
