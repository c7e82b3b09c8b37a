import {Flags} from '@oclif/core'
import {tellCase} from '../../src/delivery/cases/tell-case.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Record that a case on a central exam was reported to the inspectorate, or that CvTE was asked.',
  examples: ['K7M2PX --inspectorate', 'K7M2PX --inspectorate --cvte'],
  args: {case: codeArg('case')},
  flags: {
    inspectorate: Flags.boolean({summary: 'Reported to the Inspectorate of Education.'}),
    cvte: Flags.boolean({summary: 'CvTE was asked.'}),
  },
  run: async ({args, flags, wire}) =>
    tellCase(await wire.context(), {case: args.case, inspectorate: flags.inspectorate, cvte: flags.cvte}),
  show({case: code, inspectorateToldAt, cvteAskedAt}, out) {
    out.pairs([
      ['Case', code],
      ['Told to the inspectorate', inspectorateToldAt],
      ['CvTE asked', cvteAskedAt],
    ])
  },
})
