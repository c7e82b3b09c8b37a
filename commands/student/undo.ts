import {undoMerge} from '../../src/institution/people/undo-merge.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Undo a merge of two students.',
  examples: ['K7M2QX', 'K7M2QX --yes --json'],
  args: {run: codeArg('merge')},
  async run({args, out, wire}) {
    await out.confirm(`Undo merge ${args.run}?`)
    return undoMerge(await wire.context(), args)
  },
  show: ({double, into}, out) => out.line(`${double} and ${into} are two students again.`),
})
