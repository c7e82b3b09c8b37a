import {withdrawCase} from '../../src/delivery/cases/withdraw-case.ts'
import {command} from '../lib/command.ts'
import {codeArg, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Withdraw a case that should not have been opened.',
  examples: ['K7M2PX --reason "Was a remark, not a case"', 'K7M2PX --reason "Opened twice" --json'],
  args: {case: codeArg('case')},
  flags: {reason: reasonFlag(true)},
  run: async ({args, flags, wire}) => withdrawCase(await wire.context(), {case: args.case, reason: flags.reason ?? ''}),
  show: ({case: code, candidates}, out) =>
    out.line(`Case ${code} is withdrawn, of ${candidates} ${candidates === 1 ? 'candidate' : 'candidates'}.`),
})
