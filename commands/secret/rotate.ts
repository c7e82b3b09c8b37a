import {rotateSecrets} from '../../src/exchange/rotate-secrets.ts'
import {Flags} from '@oclif/core'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Seal every secret in the store with a new key.',
  description:
    'The new key is added to the key file; older ones stay in it, since backups need them. One that was cut off goes on with --same-key.',
  examples: ['', '--same-key'],
  flags: {'same-key': Flags.boolean({summary: 'Make no new key: finish what was cut off.'})},
  async run({flags, out, wire}) {
    const ctx = await wire.context()
    if (!flags['same-key']) {
      await out.confirm('Shall a new key be made, and every secret be sealed with it?')
      await wire.newSecretKey()
    }
    return rotateSecrets(ctx, await wire.cipher())
  },
  show({resealed, secrets, key}, out) {
    out.line(`${resealed} of ${secrets} secrets were sealed again; all stand under key ${key}.`)
    out.hint('Keep a copy of the key file apart from the store and its backups.')
  },
})
