import type {Instant} from './time.ts'

/** The time that is. Rules about time use the transaction's `now` instead (design rule 4). */
export type Clock = Readonly<{now: () => Instant}>

/** Names for new things. */
export type Ids = Readonly<{
  /** A UUIDv7. */
  next: <T extends string>() => T
  /** A random code of `letters` characters from `23456789ABCDEFGHJKLMNPQRSTUVWXYZ`, without look-alikes. */
  code: (letters: number) => string
}>

export type Hasher = Readonly<{
  /** SHA-256 in lower-case hex. Text counts as UTF-8. */
  sha256: (content: string | Uint8Array) => string
}>

/** Signs the audit trail with a key kept apart from the store (design rule 13). */
export type Signer = Readonly<{
  /** Ed25519, base64 of the raw key's SPKI form. */
  publicKey: string
  sign: (text: string) => string
  verify: (text: string, signature: string, publicKey: string) => boolean
}>
