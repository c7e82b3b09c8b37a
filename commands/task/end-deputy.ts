import {endDeputy} from '../../src/institution/roles/end-deputy.ts'
import {command} from '../lib/command.ts'
import {staffArg} from '../lib/flags.ts'

export default command({
  summary: 'End what stands in for somebody, who is back or stays.',
  examples: ['VRIS', 'VRIS --json'],
  args: {person: staffArg()},
  run: async ({args, wire}) => endDeputy(await wire.context(), args.person),
  show: ({person}, out) => out.line(`Nobody stands in for ${person} any more.`),
})
