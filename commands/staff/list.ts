import {Flags} from '@oclif/core'
import {listStaff} from '../../src/institution/people/list-staff.ts'
import {command} from '../lib/command.ts'
import {afterFlag, limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List staff and the roles they hold.',
  examples: ['', '--search "van der" --json'],
  flags: {
    search: Flags.string({summary: 'Part of the name or code.', char: 's'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const staff = await listStaff(await wire.context(), flags)
    return {staff, next: nextPage(staff, flags.limit, ({staff}) => staff)}
  },
  show({staff, next}, out) {
    out.table(
      ['Staff', 'Name', 'Roles', 'E-mail'],
      staff.map((each) => [each.staff, each.name, each.roles.join(' '), each.email]),
      'No staff found. Import them with: ontrac import staff FILE',
    )
    hintNext(next, out)
  },
})
