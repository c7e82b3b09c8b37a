import {listProfiles} from '../../../src/imports/save-profile.ts'
import {command} from '../../lib/command.ts'

export default command({
  summary: 'List the saved profiles of import files.',
  examples: ['', '--json'],
  run: async ({wire}) => ({profiles: await listProfiles(await wire.context())}),
  show({profiles}, out) {
    out.table(
      ['Profile', 'Kind', 'Columns'],
      profiles.map(({code, kind, mapping}) => [
        code,
        kind,
        Object.entries(mapping)
          .map(([field, column]) => `${field}=${column}`)
          .join(' '),
      ]),
      'No profiles yet. Save one with: ontrac import profile save',
    )
  },
})
