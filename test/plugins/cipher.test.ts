import {mkdtemp, readFile, rm, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {addSecretKey, hasSecretKey, openCipher} from '../../plugins/system/cipher.ts'
import {createKeyFile, openSigner} from '../../plugins/system/signer.ts'

const PLACE = {table: 'party', column: 'sealed', row: 'r1'}

describe('secrets', () => {
  let folder: string
  let file: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ontrac-cipher-'))
    file = join(folder, 'ontrac.key')
    await createKeyFile(file)
  })
  afterAll(() => rm(folder, {recursive: true}))

  test('need a key of their own, which stands behind the signing key and is its owner’s only', async () => {
    await expect(openCipher(file)).rejects.toMatchObject({code: 'secret.key-missing'})
    expect(await hasSecretKey(file)).toBe(false)
    const {publicKey} = await openSigner(file)
    await addSecretKey(file)
    expect(await hasSecretKey(file)).toBe(true)
    expect((await openSigner(file)).publicKey).toBe(publicKey)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('are read where they were sealed and nowhere else', async () => {
    const cipher = await openCipher(file)
    const sealed = cipher.seal('hush', PLACE)
    expect(sealed).not.toContain('hush')
    expect(cipher.open(sealed, PLACE)).toBe('hush')
    for (const elsewhere of [{table: 'account'}, {column: 'name'}, {row: 'r2'}])
      expect(() => cipher.open(sealed, {...PLACE, ...elsewhere})).toThrow(
        expect.objectContaining({code: 'secret.unreadable'}),
      )
    const changed = `${sealed.slice(0, -2)}AA`
    expect(() => cipher.open(changed, PLACE)).toThrow(expect.objectContaining({code: 'secret.unreadable'}))
  })

  test('sealed with an older key are read with a newer one beside it', async () => {
    const older = await openCipher(file)
    const sealed = older.seal('hush', PLACE)
    await addSecretKey(file)
    const newer = await openCipher(file)
    expect(newer.key).not.toBe(older.key)
    expect(newer.open(sealed, PLACE)).toBe('hush')
    expect(newer.keyOf(sealed)).toBe(older.key)
    expect((await readFile(file, 'utf8')).match(/BEGIN ONTRAC SECRET KEY/g)).toHaveLength(2)
  })
})
