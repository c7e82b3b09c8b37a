import {endGroup} from '../../src/institution/programmes/end-group.ts'
import {command} from '../lib/command.ts'
import {groupArg} from '../lib/flags.ts'

export default command({
  summary: 'End a group: nobody is in it any more.',
  examples: ['1A-VZ', '1A-VZ --yes --json'],
  args: {group: groupArg()},
  async run({args, out, wire}) {
    await out.confirm(`End group ${args.group} and take everybody out of it?`)
    return endGroup(await wire.context(), {group: args.group})
  },
  show: ({group, students, teachers}, out) =>
    out.line(`Ended group ${group} with ${students} students and ${teachers} teachers.`),
})
