import {showStaff} from '../../src/institution/people/show-staff.ts'
import {command} from '../lib/command.ts'
import {staffArg} from '../lib/flags.ts'

export default command({
  summary: 'Show an employee: roles, groups, boards and mandates.',
  examples: ['VRIS', 'VRIS --json'],
  args: {person: staffArg()},
  run: async ({args, wire}) => showStaff(await wire.context(), args.person),
  show(person, out) {
    out.title(`${person.staff}  ${person.name}`)
    out.pairs([
      ['e-mail', person.email],
      ['language', person.language],
      ['groups', person.groups.join(' ') || null],
      ['exam boards', person.boards.join(' ') || null],
      ['mandates', person.mandates.join(' ') || null],
    ])
    out.table(
      ['Role', 'From', 'Until', 'Only for'],
      person.roles.map(({role, from, to, locations, exams}) => [role, from, to, [...locations, ...exams].join(' ')]),
      'Holds no role.',
    )
  },
})
