import {Args} from '@oclif/core'
import {endNeed} from '../../src/institution/people/end-need.ts'
import {command} from '../lib/command.ts'
import {studentArg} from '../lib/flags.ts'

export default command({
  summary: 'End a personal need.',
  examples: ['0412345 ExtraTime25', '0412345 spoken --json'],
  args: {student: studentArg(), need: Args.string({required: true, description: 'Code of the need.'})},
  run: async ({args, wire}) => endNeed(await wire.context(), {student: args.student, code: args.need}),
  show: ({ended}, out) => out.line(`Ended ${ended} need${ended === 1 ? '' : 's'}.`),
})
