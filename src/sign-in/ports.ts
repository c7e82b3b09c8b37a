import type {Cipher} from '../ports.ts'
import type {Instant} from '../time.ts'

/** Random tokens, and what only the holder of the installation's key can make or read. */
export type Secrets = Readonly<{
  /** 256 random bits as 43 letters of base64url. */
  token: () => string
  /** Always the same token for the same purpose and id; without the key file nobody can tell it (design rule 23). */
  tokenFor: (purpose: string, id: string) => string
  /** As {@link Secrets.tokenFor}, in `count` digits for people to type. */
  digitsFor: (purpose: string, id: string, count: number) => string
  /** Compares in a time that tells nothing about where the two differ. */
  equal: (one: string, other: string) => boolean
}>

/** Password hashes: argon2id in its usual text form, at most two at once (design rule 23). */
export type Passwords = Readonly<{
  hash: (password: string) => Promise<string>
  /** False for anything that is no hash; takes as long for a missing hash (null) as for a real one. */
  verify: (hash: string | null, password: string) => Promise<boolean>
}>

/** Time-based one-time codes (RFC 6238): six digits, thirty seconds. */
export type OneTimeCodes = Readonly<{
  /** The secret that `seed` stands for, so that it need not be kept before it is proved. */
  secretOf: (seed: string) => string
  /** What an authenticator app reads. */
  address: (secret: string, account: string, school: string) => string
  /** The time step whose code this is, one step of drift allowed; null for a wrong one. */
  check: (secret: string, code: string, now: Instant) => number | null
}>

/** Draws a QR code as SVG text. */
export type DrawQr = (text: string) => Promise<string>

/** All that signing in asks of the outside. */
export type SignInPorts = Readonly<{
  secrets: Secrets
  /** Asked for anew each time, since `ontrac secret rotate` may have made a newer key. */
  cipher: () => Promise<Cipher>
  passwords: Passwords
  codes: OneTimeCodes
  qr: DrawQr
}>
