import {showStudent} from '../../src/institution/people/show-student.ts'
import {command} from '../lib/command.ts'
import {studentArg, weekdayNames} from '../lib/flags.ts'

export default command({
  summary: 'Show a student: programmes, groups, personal needs and school days.',
  examples: ['0412345', '0412345 --json'],
  args: {student: studentArg()},
  run: async ({args, wire}) => showStudent(await wire.context(), args.student),
  show(student, out) {
    out.title(`${student.student}  ${student.name}`)
    out.pairs([
      ['name on ID', student.idCheckName],
      ['kind', student.kind],
      ['e-mail', student.email],
      ['language', student.language],
      ['groups', student.groups.join(' ') || null],
      ['school days', weekdayNames(student.schoolDays)],
      [
        'exceptions',
        student.exceptions.map(({on, available}) => `${on} ${available ? 'at school' : 'away'}`).join(', ') || null,
      ],
    ])
    out.table(
      ['Programme', 'Name', 'Route', 'Main', 'From', 'Until', 'Employer'],
      student.programmes.map((each) => [
        each.code,
        each.name,
        each.route.toUpperCase(),
        each.main,
        each.startsOn,
        each.plannedEndOn,
        each.employer,
      ]),
      'In no programme.',
    )
    out.table(
      ['Need', 'Basis', 'Value', 'For', 'From', 'Until'],
      student.needs.map((need) => [need.code, need.basis, need.value, need.scope, need.from, need.to]),
      'No personal needs.',
    )
  },
})
