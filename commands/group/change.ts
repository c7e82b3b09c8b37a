import {Flags} from '@oclif/core'
import {changeGroup} from '../../src/institution/programmes/change-group.ts'
import {command} from '../lib/command.ts'
import {groupArg, groupFlags} from '../lib/flags.ts'

const several = (summary: string) => Flags.string({summary, multiple: true, default: []})

export default command({
  summary: 'Change a group, who is in it and who teaches it; what is left out stays.',
  examples: ['1A-VZ --student 0412345 --end-student 0412346', '1A-VZ --teacher JANA --end-teacher VRIS'],
  args: {group: groupArg()},
  flags: {
    ...groupFlags(),
    'end-student': several('Number of a student who leaves; may be given more than once.'),
    'end-teacher': several('Staff code of a teacher who leaves; may be given more than once.'),
  },
  async run({args, flags, wire}) {
    const {code, name} = await changeGroup(await wire.context(), {
      group: args.group,
      name: flags.name,
      programme: flags.programme,
      location: flags.location,
      addStudents: flags.student,
      endStudents: flags['end-student'],
      addTeachers: flags.teacher,
      endTeachers: flags['end-teacher'],
    })
    return {group: code, name}
  },
  show: ({group}, out) => out.line(`Changed group ${group}.`),
})
