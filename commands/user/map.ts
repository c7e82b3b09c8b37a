import {Args} from '@oclif/core'
import {mapUser} from '../../src/institution/roles/map-user.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Say which person an OS user of the terminal is.',
  examples: ['sanne VRIS', 's0412345 0412345'],
  args: {
    user: Args.string({required: true, description: 'Name of the OS user.'}),
    person: Args.string({required: true, description: 'Staff code or student number.'}),
  },
  run: async ({args, wire}) => mapUser(await wire.context(), {osUser: args.user, person: args.person}),
  show: ({osUser, person}, out) => out.line(`${osUser} is ${person}.`),
})
