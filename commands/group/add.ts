import {addGroup} from '../../src/institution/programmes/add-group.ts'
import {command} from '../lib/command.ts'
import {groupArg, groupFlags} from '../lib/flags.ts'

export default command({
  summary: 'Add a group.',
  examples: ['1A-VZ --programme 25655-BOL-2526 --teacher JANA', '1A-VZ --student 0412345 --student 0412346'],
  args: {group: groupArg()},
  flags: groupFlags(),
  async run({args, flags, wire}) {
    const {code, name} = await addGroup(await wire.context(), {
      code: args.group,
      name: flags.name,
      programme: flags.programme,
      location: flags.location,
      addStudents: flags.student,
      addTeachers: flags.teacher,
    })
    return {group: code, name}
  },
  show: ({group}, out) => out.line(`Added group ${group}.`),
})
