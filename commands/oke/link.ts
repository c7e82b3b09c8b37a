import {linkExam} from '../../src/exchange/link-exam.ts'
import {command} from '../lib/command.ts'
import {codeArg, examArg} from '../lib/flags.ts'

export default command({
  summary: 'Say which of our exams an exam of the SIS is.',
  examples: ['EDUARTE REK-3F-2026 RE-3F', 'EDUARTE 0197a2c4-5b1e-7c3d-9f00-1a2b3c4d5e6f NE-3F-CE'],
  args: {party: codeArg('party'), external: codeArg('exam there, or its id'), exam: examArg()},
  run: async ({args, wire}) =>
    linkExam(await wire.context(), {party: args.party, external: args.external, exam: args.exam}),
  show({external, exam, registrations}, out) {
    out.line(`${external} is ${exam}; ${registrations} registrations that waited for it are taken in.`)
  },
})
