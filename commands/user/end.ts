import {Args} from '@oclif/core'
import {ROLES, type Role} from '../../src/deeds.ts'
import {endRole} from '../../src/institution/roles/end-role.ts'
import {command} from '../lib/command.ts'
import {staffArg} from '../lib/flags.ts'

export default command({
  summary: 'Take a role back from now on.',
  examples: ['JANA planner', 'JANA planner --json'],
  args: {person: staffArg(), role: Args.string({required: true, description: 'The role.', options: [...ROLES]})},
  run: async ({args, wire}) => endRole(await wire.context(), {person: args.person, role: args.role as Role}),
  show: ({person, role}, out) => out.line(`${person} no longer holds the role ${role}.`),
})
