import {changeGroup} from '../../src/institution/add-programme.ts'
import {command} from '../lib/command.ts'
import {groupArg, groupFlags, groupInput} from '../lib/flags.ts'

export default command({
  summary: 'Change who is in a group and who teaches it.',
  examples: ['1A-VZ --student 0412345 --end-student 0412346', '1A-VZ --teacher JANA --end-teacher VRIS'],
  args: {group: groupArg()},
  flags: groupFlags(),
  async run({args, flags, wire}) {
    const {code, name} = await changeGroup(await wire.context(), groupInput(args.group, flags))
    return {group: code, name}
  },
  show: ({group}, out) => out.line(`Changed group ${group}.`),
})
