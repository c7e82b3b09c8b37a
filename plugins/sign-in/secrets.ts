import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {ExamError} from '../../src/errors.ts'
import type {Secrets} from '../../src/sign-in/ports.ts'

const TOKEN_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/**
 * Opens what is kept secret with the installation's key file, whose mode `openSigner` has looked at: a key of its own for
 * each purpose is derived from it (HKDF), so that none of them tells another.
 */
export async function openSecrets(keyFile: string): Promise<Secrets> {
  const key = createPrivateKey(await readFile(keyFile, 'utf8')).export({type: 'pkcs8', format: 'der'})
  const derived = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, 'ontrac', purpose, KEY_BYTES))
  const tokens = derived('tokens')
  const store = derived('secrets at rest')
  const derivedFrom = (purpose: string, id: string): Buffer =>
    createHmac('sha256', tokens).update(`${purpose}\n${id}`).digest()
  return {
    token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
    tokenFor: (purpose, id) => derivedFrom(purpose, id).toString('base64url'),
    digitsFor: (purpose, id, count) =>
      (BigInt(`0x${derivedFrom(purpose, id).toString('hex')}`) % 10n ** BigInt(count)).toString().padStart(count, '0'),
    equal(one, other) {
      const [a, b] = [one, other].map((text) => createHmac('sha256', tokens).update(text).digest())
      return a !== undefined && b !== undefined && timingSafeEqual(a, b)
    },
    encrypt(text, about) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', store, iv).setAAD(Buffer.from(about))
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64')
    },
    decrypt(text, about) {
      const bytes = Buffer.from(text, 'base64')
      try {
        const decipher = createDecipheriv('aes-256-gcm', store, bytes.subarray(0, IV_BYTES))
        decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
        return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch (error) {
        const message = 'A secret cannot be read with this key file; put back the one with which it was made.'
        throw new ExamError('refused', 'secret.unreadable', message, {}, {cause: error})
      }
    },
  }
}
