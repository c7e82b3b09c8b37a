import {listGroups} from '../../src/institution/programmes/list-groups.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List the groups with their teachers and number of students.',
  examples: ['', '--json'],
  run: async ({wire}) => ({groups: await listGroups(await wire.context())}),
  show({groups}, out) {
    out.table(
      ['Group', 'Name', 'Programme', 'Location', 'Teachers', 'Students'],
      groups.map((each) => [
        each.group,
        each.name,
        each.programme,
        each.location,
        each.teachers.join(' '),
        each.students,
      ]),
      'No groups yet. Import them with: ontrac import groups FILE',
    )
  },
})
