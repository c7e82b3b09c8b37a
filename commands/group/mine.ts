import {teamGroups} from '../../src/registration/team-groups.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Show the groups that you teach, and what waits for you there.',
  description: 'With the registrations to decide on, and how many students are registered for nothing.',
  examples: ['', '--as teacher --json'],
  run: async ({wire}) => ({groups: await teamGroups(await wire.context())}),
  show({groups}, out) {
    out.table(
      ['Group', 'Name', 'Students', 'To decide', 'Registered for nothing'],
      groups.map(({group, name, students, toDecide, unregistered}) => [group, name, students, toDecide, unregistered]),
      'You teach no group.',
    )
    const first = groups.find(({toDecide}) => toDecide > 0)
    if (first) out.hint(`Next: ontrac registration list --state wanted --group ${first.group}`)
  },
})
