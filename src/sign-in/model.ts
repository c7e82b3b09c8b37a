import type {PersonId, SessionId} from '../ids.ts'
import type {Instant} from '../time.ts'

/** Something by which a person proves who he is. A new one of a kind ends the older. */
export type Credential = Readonly<{
  id: string
  personId: PersonId
  kind: 'password' | 'totp' | 'recovery-code' | 'duty-pin' | 'calendar' | 'slip'
  /** A password hash (argon2id), an encrypted TOTP secret, or the fingerprint of a recovery code, PIN, calendar address or slip. */
  secret: string
  /** The session on which a duty PIN or a slip works. */
  sessionId: SessionId | null
  /** The time step of the last TOTP code that was taken, so that no code is taken twice. */
  lastStep: number
  /** Wrong tries since the last right one. */
  failures: number
  /** Until then it is not looked at, after too many wrong tries. */
  blockedUntil: Instant | null
  createdAt: Instant
  endedAt: Instant | null
}>

/** A link that signs a person in once, or lets him set up his sign-in. */
export type SignInLink = Readonly<{
  id: string
  personId: PersonId
  purpose: 'sign-in' | 'set-up'
  /** Fingerprint of the token; the token itself is nowhere in the store. */
  tokenHash: string
  createdAt: Instant
  expiresAt: Instant
  endedAt: Instant | null
}>

/** Somebody who is signed in at a browser. */
export type WebSession = Readonly<{
  id: string
  personId: PersonId
  tokenHash: string
  /** What is still asked of him before he may do anything: nothing, his second factor, or to set it up. */
  step: 'done' | 'second-factor' | 'set-up'
  /** How he came in. */
  means: 'link' | 'password' | 'duty-pass'
  /** A duty pass opens this session only. */
  sessionId: SessionId | null
  createdAt: Instant
  seenAt: Instant
  expiresAt: Instant
  endedAt: Instant | null
}>

/** A program's way in, in the name of a person. */
export type ApiToken = Readonly<{
  id: string
  code: string
  personId: PersonId
  title: string
  tokenHash: string
  /** What it may do: deeds and views by name, or `read` for every view. */
  scopes: readonly string[]
  createdAt: Instant
  expiresAt: Instant
  usedAt: Instant | null
  endedAt: Instant | null
}>
