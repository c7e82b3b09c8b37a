import {Flags} from '@oclif/core'
import {unblockTime} from '../../src/institution/places/unblock-time.ts'
import {command} from '../lib/command.ts'
import {blockedArg, blockedKindFlag} from '../lib/flags.ts'

export default command({
  summary: 'Take a blocked time away.',
  examples: ['B104 --on 2026-12-01 --from 09:00', '0412345 --kind person --on 2026-12-02 --from 13:00 --json'],
  args: {code: blockedArg()},
  flags: {
    kind: blockedKindFlag(),
    on: Flags.string({summary: 'Day.', required: true}),
    from: Flags.string({summary: 'Time at which it starts.', required: true}),
  },
  async run({args, flags: {kind, on, from}, wire}) {
    const {ended} = await unblockTime(await wire.context(), {kind, code: args.code, on, from})
    return {code: args.code, kind, on, from, ended}
  },
  show: ({code, on, from}, out) => out.line(`${code} is available again on ${on} from ${from}.`),
})
