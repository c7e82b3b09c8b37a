import {execFileSync} from 'node:child_process'
import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {fixedClock, systemClock} from '../../plugins/system/clock.ts'
import {systemFiles} from '../../plugins/system/files.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import {createKeyFile, isSignedBy, openSigner} from '../../plugins/system/signer.ts'
import {isId} from '../../src/ids.ts'
import {instant} from '../../src/time.ts'

const folder = mkdtempSync(join(tmpdir(), 'ontrac-system-'))
afterAll(() => rmSync(folder, {recursive: true}))

describe('the clock', () => {
  test('tells the time in UTC with milliseconds', () => {
    expect(systemClock.now()).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  })

  test('stands still when the office looks at another day', () => {
    const at = instant('2026-11-30T09:00')
    expect(fixedClock(at).now()).toBe('2026-11-30T08:00:00.000Z')
  })
})

describe('ids', () => {
  test('are ids, all different, of version 7', () => {
    const made = Array.from({length: 1000}, () => systemIds.next<string>())
    expect(made.every((id) => isId(id) && id[14] === '7')).toBe(true)
    expect(new Set(made).size).toBe(1000)
  })

  test('of a case are six letters and digits that nobody mistakes on the phone', () => {
    const codes = Array.from({length: 2000}, () => systemIds.code(6))
    expect(codes.every((code) => /^[2-9A-HJ-NP-Z]{6}$/.test(code))).toBe(true)
    expect(new Set(codes.join('')).size).toBe(32)
  })
})

test('a fingerprint is the SHA-256 of the UTF-8 text', () => {
  expect(hasher.sha256('Zoë')).toBe(hasher.sha256(new TextEncoder().encode('Zoë')))
  expect(hasher.sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

describe('the key that signs the audit trail', () => {
  const path = join(folder, 'keys', 'ontrac.pem')

  test('is made once, in a folder and a file of its owner alone', async () => {
    await createKeyFile(path)
    const first = readFileSync(path, 'utf8')
    await createKeyFile(path)
    expect(readFileSync(path, 'utf8')).toBe(first)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700)
  })

  test('signs what anyone with the public key can check', async () => {
    const signer = await openSigner(path)
    const signature = signer.sign('seal 1: …')
    expect(signer.verify('seal 1: …', signature, signer.publicKey)).toBe(true)
    expect(isSignedBy('seal 1: …', signature, signer.publicKey)).toBe(true)
    expect(signer.verify('seal 2: …', signature, signer.publicKey)).toBe(false)
    expect(signer.verify('seal 1: …', 'no signature', signer.publicKey)).toBe(false)
    expect(signer.verify('seal 1: …', signature, 'no key')).toBe(false)
  })

  test('is known to OpenSSL, so that an inspector needs no ontrac', async () => {
    const signer = await openSigner(path)
    const publicKey = join(folder, 'public.der')
    const text = join(folder, 'text')
    const signature = join(folder, 'signature')
    writeFileSync(publicKey, Buffer.from(signer.publicKey, 'base64'))
    writeFileSync(text, 'Zoë')
    writeFileSync(signature, Buffer.from(signer.sign('Zoë'), 'base64'))
    const args = `pkeyutl -verify -pubin -inkey ${publicKey} -keyform DER -rawin -in ${text} -sigfile ${signature}`
    expect(execFileSync('openssl', args.split(' '), {encoding: 'utf8'})).toContain('Successfully')
  })

  test('is refused when it is not there, when others may read it, and when it is no such key', async () => {
    await expect(openSigner(join(folder, 'nowhere.pem'))).rejects.toMatchObject({code: 'signer.key-missing'})
    const open = join(folder, 'open.pem')
    await createKeyFile(open)
    chmodSync(open, 0o644)
    await expect(openSigner(open)).rejects.toMatchObject({kind: 'refused', code: 'signer.key-open'})
    writeFileSync(open, 'no key')
    chmodSync(open, 0o600)
    await expect(openSigner(open)).rejects.toMatchObject({code: 'signer.key-broken'})
    await expect(createKeyFile(join(open, 'below-a-file'))).rejects.toMatchObject({code: 'signer.key-unwritable'})
  })
})

describe('files', () => {
  test('come back as they were written, for their owner alone', async () => {
    const path = join(folder, 'rejects.csv')
    await systemFiles.write(path, 'één;twee')
    expect(Buffer.from(await systemFiles.read(path)).toString()).toBe('één;twee')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('are never overwritten unless that is asked, and leave no crumbs', async () => {
    const path = join(folder, 'lists.csv')
    await systemFiles.write(path, 'first')
    await expect(systemFiles.write(path, 'second')).rejects.toMatchObject({code: 'file.exists'})
    expect(readFileSync(path, 'utf8')).toBe('first')
    await systemFiles.write(path, 'second', {overwrite: true})
    expect(readFileSync(path, 'utf8')).toBe('second')
    await expect(systemFiles.write(join(folder, 'no', 'such.csv'), '')).rejects.toMatchObject({code: 'file.unwritable'})
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('that are missing or no files say so', async () => {
    await expect(systemFiles.read(join(folder, 'none.csv'))).rejects.toMatchObject({
      kind: 'not-found',
      code: 'file.missing',
    })
    await expect(systemFiles.read(folder)).rejects.toMatchObject({kind: 'unavailable', code: 'file.unreadable'})
  })
})
