import {Flags} from '@oclif/core'
import {addStudent} from '../../src/institution/people/add-student.ts'
import {command} from '../lib/command.ts'
import {studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Add a student by hand; many at once go with "ontrac import students".',
  examples: [
    '0412345 --given-name Noor --family-name Bakker --email n.bakker@example.org --programme 25655-BOL-2526 --group 1A',
    '0499001 --given-name Iris --prefix van --family-name Dam --email iris@example.org --kind exam-only',
  ],
  args: {student: studentArg()},
  flags: {
    'given-name': Flags.string({summary: 'Given name.', required: true}),
    prefix: Flags.string({summary: 'Prefix, such as "van der".', default: ''}),
    'family-name': Flags.string({summary: 'Family name.', required: true}),
    email: Flags.string({summary: 'E-mail address.', required: true}),
    'id-name': Flags.string({summary: 'Name as on the ID; default the full name.', default: ''}),
    kind: Flags.option({
      options: ['regular', 'exam-only', 'guest'] as const,
      default: 'regular' as const,
      summary: 'Kind of student.',
    })(),
    programme: Flags.string({summary: 'Programme code.'}),
    group: Flags.string({summary: 'Group code.'}),
    starts: Flags.string({summary: 'First day in the programme; default today.'}),
    ends: Flags.string({summary: 'Planned last day.'}),
    employer: Flags.string({summary: 'Employer of a BBL student.', default: ''}),
  },
  async run({args, flags, wire}) {
    const person = await addStudent(await wire.context(), {
      studentNumber: args.student,
      givenName: flags['given-name'],
      prefix: flags.prefix,
      familyName: flags['family-name'],
      email: flags.email,
      idCheckName: flags['id-name'],
      kind: flags.kind,
      programme: flags.programme,
      group: flags.group,
      startsOn: flags.starts,
      plannedEndOn: flags.ends,
      employer: flags.employer,
    })
    return {student: args.student, id: person.id}
  },
  show: ({student}, out) => out.line(`Added student ${student}.`),
})
