import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {oneTimeCodes} from '../../plugins/sign-in/codes.ts'
import {openPasswords} from '../../plugins/sign-in/passwords.ts'
import {openSecrets} from '../../plugins/sign-in/secrets.ts'
import {createKeyFile} from '../../plugins/system/signer.ts'
import type {Secrets} from '../../src/sign-in/ports.ts'
import {instant} from '../../src/time.ts'

describe('passwords', () => {
  const passwords = openPasswords()

  test('are kept as argon2id with a salt of their own, and known again', async () => {
    const [one, other] = await Promise.all([passwords.hash('zeven olifanten'), passwords.hash('zeven olifanten')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
    expect(await passwords.verify(one, 'zeven olifanten')).toBe(true)
    expect(await passwords.verify(one, 'zes olifanten')).toBe(false)
    expect(await passwords.verify(null, 'zeven olifanten')).toBe(false)
    expect(await passwords.verify('no hash', 'zeven olifanten')).toBe(false)
  })

  test('nobody’s takes as much work as somebody’s', async () => {
    const hash = await passwords.hash('zeven olifanten')
    const timed = async (kept: string | null): Promise<number> => {
      const began = performance.now()
      await passwords.verify(kept, 'wrong')
      return performance.now() - began
    }
    const pairs: [number, number][] = []
    for (let i = 0; i < 5; i++) pairs.push([await timed(hash), await timed(null)])
    const fastest = (which: 0 | 1) => Math.min(...pairs.map((pair) => pair[which]))
    expect(fastest(1)).toBeGreaterThan(fastest(0) / 3)
  })

  test('many at once are hashed two at a time, and all are right', async () => {
    const hash = await passwords.hash('zeven olifanten')
    const answers = await Promise.all(
      Array.from({length: 8}, (_, i) => passwords.verify(hash, i % 2 ? 'no' : 'zeven olifanten')),
    )
    expect(answers).toEqual([true, false, true, false, true, false, true, false])
  })
})

describe('tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ontrac-secrets-'))
  let secrets: Secrets
  let others: Secrets
  beforeAll(async () => {
    for (const name of ['one', 'other']) await createKeyFile(join(folder, name))
    secrets = await openSecrets(join(folder, 'one'))
    others = await openSecrets(join(folder, 'other'))
  })
  afterAll(() => rmSync(folder, {recursive: true}))

  test('that follow from the key are the same again, and differ by purpose, id and key', () => {
    const token = secrets.tokenFor('link', '1')
    expect(secrets.tokenFor('link', '1')).toBe(token)
    expect(
      new Set([token, secrets.tokenFor('link', '2'), secrets.tokenFor('totp', '1'), others.tokenFor('link', '1')]).size,
    ).toBe(4)
    expect(secrets.digitsFor('duty-pin', '1', 6)).toMatch(/^\d{6}$/)
    expect(secrets.token()).toMatch(/^[\w-]{43}$/)
  })
})

test('one-time codes are those of RFC 6238, with a step of drift', () => {
  const secret = oneTimeCodes.secretOf('A'.repeat(43))
  expect(oneTimeCodes.address(secret, 'VRIS', 'ROC Voorbeeld')).toContain('otpauth://totp/ROC%20Voorbeeld:VRIS')
  const rfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect(oneTimeCodes.check(rfc, '287082', instant('1970-01-01T00:00:59Z'))).toBe(1)
  expect(oneTimeCodes.check(rfc, '287082', instant('1970-01-01T00:01:29Z'))).toBe(1)
  expect(oneTimeCodes.check(rfc, '287082', instant('1970-01-01T00:02:00Z'))).toBeNull()
})
