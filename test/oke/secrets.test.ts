import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {addSecretKey, openOrMakeCipher} from '../../plugins/system/cipher.ts'
import {createKeyFile} from '../../plugins/system/signer.ts'
import {addParty} from '../../src/exchange/add-party.ts'
import {rotateSecrets} from '../../src/exchange/rotate-secrets.ts'
import {secretPlace} from '../../src/sign-in/secret-place.ts'
import {DATABASES} from '../support/databases.ts'
import {sendPorts} from '../support/oke-sides.ts'
import {openWorld} from '../support/world.ts'

describe.each(DATABASES)('a new key on %s', (which) => {
  test('seals every secret of the store again: of parties and of authenticator apps', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ontrac-rotate-'))
    const file = join(folder, 'ontrac.key')
    await createKeyFile(file)
    const world = await openWorld(which)
    const before = await openOrMakeCipher(file)
    const ports = {...(await sendPorts()), cipher: async () => before}
    const address = 'https://x.example.org'
    const settings = {url: address, tokenUrl: `${address}/t`, clientId: 'a', clientSecret: 'hush', functions: ['sis']}
    await addParty(world.as('admin'), ports, {code: 'SIS', connector: 'oke', settings})
    const person = await world.employee('VRIS')
    const about = {personId: person.id, sessionId: null, lastStep: 0, failures: 0, blockedUntil: null, endedAt: null}
    const credential = async (kind: 'totp' | 'recovery-code', secret: string, id: string) =>
      world.insert('credential', {id, kind, secret, createdAt: world.now(), ...about})
    await credential('totp', before.seal('JBSWY3DP', secretPlace('app')), 'app')
    await credential('recovery-code', 'a hash', 'code')

    await addSecretKey(file)
    const after = await openOrMakeCipher(file)
    expect(await rotateSecrets(world.as('admin'), after)).toMatchObject({resealed: 2, secrets: 2, key: after.key})
    expect(await rotateSecrets(world.as('admin'), after)).toMatchObject({resealed: 0, run: null})
    const rows = await world.store.db.selectFrom('credential').select(['id', 'secret']).orderBy('id').execute()
    const [app, code] = rows
    expect(after.keyOf(app?.secret ?? '')).toBe(after.key)
    expect(after.open(app?.secret ?? '', secretPlace('app'))).toBe('JBSWY3DP')
    expect(code?.secret).toBe('a hash')
    await world.close()
    await rm(folder, {recursive: true})
  })
})
