import {showGroup} from '../../src/institution/programmes/show-group.ts'
import {command} from '../lib/command.ts'
import {groupArg, weekdayNames} from '../lib/flags.ts'

export default command({
  summary: 'Show a group: its teachers, students and school days.',
  examples: ['1A-VZ', '1A-VZ --json'],
  args: {group: groupArg()},
  run: async ({args, wire}) => showGroup(await wire.context(), args.group),
  show(group, out) {
    out.title(`${group.group}  ${group.name}`)
    out.pairs([
      ['programme', group.programme || null],
      ['location', group.location || null],
      ['teachers', group.teachers.map(({staff, name}) => `${name} (${staff})`).join(', ') || null],
      ['school days', weekdayNames(group.schoolDays)],
      [
        'exceptions',
        group.exceptions.map(({on, available}) => `${on} ${available ? 'at school' : 'away'}`).join(', ') || null,
      ],
    ])
    out.table(
      ['Student', 'Name'],
      group.students.map(({student, name}) => [student, name]),
      'No students that you may see.',
    )
  },
})
