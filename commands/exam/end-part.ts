import {Args} from '@oclif/core'
import {endExamPart} from '../../src/institution/exams/end-exam-part.ts'
import {command} from '../lib/command.ts'
import {examArg} from '../lib/flags.ts'

export default command({
  summary: 'End a part of an exam: it has no results from now on.',
  examples: ['NE-3F-IE spreken', 'NE-3F-IE spreken --yes --json'],
  args: {exam: examArg(), part: Args.string({required: true, description: 'Code of the part.'})},
  async run({args, out, wire}) {
    await out.confirm(`End part ${args.part} of ${args.exam}?`)
    return endExamPart(await wire.context(), args)
  },
  show: ({exam, part}, out) => out.line(`${exam} no longer has part ${part}.`),
})
