import {Secret, TOTP} from 'otpauth'
import type {OneTimeCodes} from '../../src/sign-in/ports.ts'

const PERIOD = 30
const SECRET_BYTES = 20

/** One-time codes as authenticator apps make them. */
export const oneTimeCodes: OneTimeCodes = {
  secretOf: (seed) =>
    new Secret({buffer: Uint8Array.from(Buffer.from(seed, 'base64url').subarray(0, SECRET_BYTES)).buffer}).base32,
  address: (secret, account, school) =>
    new TOTP({issuer: school, label: account, secret: Secret.fromBase32(secret), period: PERIOD}).toString(),
  check(secret, code, now) {
    const at = Date.parse(now)
    const delta = new TOTP({secret: Secret.fromBase32(secret), period: PERIOD}).validate({
      token: code,
      timestamp: at,
      window: 1,
    })
    return delta === null ? null : Math.floor(at / 1000 / PERIOD) + delta
  },
}
