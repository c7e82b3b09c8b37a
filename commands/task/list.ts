import {Flags} from '@oclif/core'
import {ROLES} from '../../src/deeds.ts'
import {listTasks} from '../../src/lifecycle/tasks.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List what waits for you, or for somebody else.',
  description:
    'Tasks follow from the state and are gone when what they ask is done. Without flags they are yours, in all your roles; with --role everything that waits for that role. Tasks of somebody who is away stand in the list of the deputy too.',
  examples: ['', '--for VRIS', '--role board --json'],
  flags: {
    for: Flags.string({summary: 'For this person: staff code or student number.'}),
    role: Flags.option({options: ROLES, summary: 'Only of this role.'})(),
  },
  run: async ({flags, wire}) => ({
    tasks: await listTasks(await wire.context(), {for: flags.for, role: flags.role}),
  }),
  show({tasks}, out) {
    out.table(
      ['Due', 'Role', 'Who', 'Deputy', 'What', 'How'],
      tasks.map(({due, role, who, deputy, what, command: how}) => [due, role, who, deputy, what.en, how]),
      'Nothing waits.',
    )
  },
})
