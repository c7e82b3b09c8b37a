import {createHmac, createPrivateKey, hkdfSync, randomBytes, timingSafeEqual} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import type {Secrets} from '../../src/sign-in/ports.ts'

const TOKEN_BYTES = 32
const KEY_BYTES = 32

/**
 * Opens tokens that follow from the installation's key file, whose mode `openSigner` has looked at: their key is derived from
 * the one that signs (HKDF), so that neither tells the other.
 */
export async function openSecrets(keyFile: string): Promise<Secrets> {
  const key = createPrivateKey(await readFile(keyFile, 'utf8')).export({type: 'pkcs8', format: 'der'})
  const tokens = Buffer.from(hkdfSync('sha256', key, 'ontrac', 'tokens', KEY_BYTES))
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
  }
}
