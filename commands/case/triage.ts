import {Args} from '@oclif/core'
import {triageCase} from '../../src/delivery/cases/triage-case.ts'
import {command} from '../lib/command.ts'
import {codeArg, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Say who decides on a case: a functionary when it is minor, else the board.',
  examples: ['K7M2PX minor', 'K7M2PX board --reason "Second time"'],
  args: {
    case: codeArg('case'),
    severity: Args.string({required: true, options: ['minor', 'board'], description: 'Minor or board.'}),
  },
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) =>
    triageCase(await wire.context(), {
      case: args.case,
      severity: args.severity as 'minor' | 'board',
      reason: flags.reason,
    }),
  show({case: code, severity}, out) {
    out.line(severity === 'minor' ? `Case ${code} is minor: a functionary decides.` : `Case ${code} is for the board.`)
    out.hint(`Next: ontrac case hear ${code} STUDENT --text …, then: ontrac case decide ${code}`)
  },
})
