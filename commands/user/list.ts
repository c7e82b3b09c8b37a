import {listUsers} from '../../src/institution/roles/list-users.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List who may work with ontrac, and as what.',
  examples: ['', '--json'],
  run: async ({wire}) => ({users: await listUsers(await wire.context())}),
  show({users}, out) {
    out.table(
      ['Person', 'Name', 'OS user', 'Roles'],
      users.map(({person, name, osUsers, roles}) => [person, name, osUsers.join(' '), roles.join(' ')]),
    )
  },
})
