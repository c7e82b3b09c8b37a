import {Flags} from '@oclif/core'
import {hearCandidate} from '../../src/delivery/cases/hear-candidate.ts'
import {command} from '../lib/command.ts'
import {codeArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Record what a student said on a case, or that he was asked and did not come.',
  examples: ['K7M2PX 0412345 --text "Says he looked at the time"', 'K7M2PX 0412345 --text "Asked twice, did not come"'],
  args: {case: codeArg('case'), student: studentArg()},
  flags: {text: Flags.string({summary: 'What he said.', required: true})},
  run: async ({args, flags, wire}) =>
    hearCandidate(await wire.context(), {case: args.case, student: args.student, text: flags.text}),
  show: ({case: code, student}, out) => out.line(`${student} was heard on case ${code}.`),
})
