import {Flags} from '@oclif/core'
import {listStudents} from '../../src/institution/people/list-students.ts'
import {command} from '../lib/command.ts'
import {afterFlag, limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List students, or find them by part of a name or number.',
  examples: ['--search celik', '--group 2B-VZ --json', '--after 0412345 --limit 50'],
  flags: {
    search: Flags.string({summary: 'Part of the name or number; capitals and accents do not matter.', char: 's'}),
    group: Flags.string({summary: 'Only students of this group.'}),
    programme: Flags.string({summary: 'Only students of this programme.'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const students = await listStudents(await wire.context(), flags)
    return {students, next: nextPage(students, flags.limit, ({student}) => student)}
  },
  show({students, next}, out) {
    out.table(
      ['Student', 'Name', 'Kind', 'Group', 'Programme', 'E-mail'],
      students.map((each) => [
        each.student,
        each.name,
        each.kind,
        each.groups.join(' '),
        each.programmes.join(' '),
        each.email,
      ]),
      'No students found. Import them with: ontrac import students FILE',
    )
    hintNext(next, out)
  },
})
