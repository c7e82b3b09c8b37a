import {withdrawResit} from '../../src/results/withdraw-resit.ts'
import {command} from '../lib/command.ts'
import {codeArg, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Take a request for a resit back.',
  examples: ['K7M2PX', 'K7M2PX --reason "The student stopped"'],
  args: {resit: codeArg('request')},
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) => withdrawResit(await wire.context(), {resit: args.resit, reason: flags.reason}),
  show: ({resit, exam, student}, out) => out.line(`Resit ${resit} of ${exam} for ${student} is withdrawn.`),
})
