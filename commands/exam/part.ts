import {Args, Flags} from '@oclif/core'
import {addExamPart} from '../../src/institution/exams/add-exam-part.ts'
import {command} from '../lib/command.ts'
import {examArg} from '../lib/flags.ts'

export default command({
  summary: 'Add a part to an exam, with a result of its own.',
  examples: ['NE-3F-IE schrijven --name Schrijven', 'NE-3F-IE spreken --name Spreken --weight 2'],
  args: {exam: examArg(), part: Args.string({required: true, description: 'Code of the part.'})},
  flags: {
    name: Flags.string({summary: 'Its name.', required: true}),
    weight: Flags.integer({summary: 'How much it counts against the other parts.', default: 1, min: 0}),
  },
  async run({args, flags, wire}) {
    const {code, name, weight} = await addExamPart(await wire.context(), {
      exam: args.exam,
      code: args.part,
      name: flags.name,
      weight: flags.weight,
    })
    return {exam: args.exam, part: code, name, weight}
  },
  show: ({exam, part}, out) => out.line(`${exam} has part ${part}.`),
})
