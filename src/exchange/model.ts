import type {EnrolmentId, ExamId, PartyId, PersonId, RegistrationId} from '../ids.ts'
import type {Json} from '../json.ts'
import type {Instant} from '../time.ts'

/** Another system that ontrac exchanges with, and how: a SIS, a delivery platform. */
export type Party = Readonly<{
  id: PartyId
  code: string
  name: string
  connector: string
  settings: Readonly<Record<string, Json>>
  /** Its secret settings, encrypted together; null when it has none. */
  sealed: string | null
  endedAt: Instant | null
  version: number
}>

/**
 * Something that another system told, by its own id, and what it is here. A result or report that came in has our id as
 * `externalId`; `waiting` is not done yet, with the problem that keeps it.
 */
export type ExternalRecord = Readonly<{
  id: string
  partyId: PartyId
  kind: string
  externalId: string
  state: 'active' | 'cancelled' | 'waiting' | 'done'
  body: Json
  personId: PersonId | null
  examId: ExamId | null
  registrationId: RegistrationId | null
  enrolmentId: EnrolmentId | null
  /** Code of what keeps it from being used. */
  problem: string | null
  changedAt: Instant
  version: number
}>

/** What another system was last told of one of our things; by its digest, so that only what changed is told again. */
export type SentRecord = Readonly<{
  id: string
  partyId: PartyId
  kind: 'session' | 'participation' | 'result'
  localId: string
  /** The session exam it belongs to, or itself. */
  parentId: string
  digest: string
  state: 'active' | 'cancelled'
  queuedAt: Instant
  version: number
}>

/** One request and its answer, with what is personal masked. */
export type ExchangeLine = Readonly<{
  id: string
  partyId: PartyId | null
  at: Instant
  direction: 'in' | 'out'
  flow: string
  method: string
  path: string
  /** 0 when no answer came. */
  status: number
  millis: number
  request: Json
  reply: Json
  error: string | null
}>

/** A system that may call ours; its secret is kept as a hash. */
export type ApiClient = Readonly<{
  id: string
  clientId: string
  partyId: PartyId
  scopes: readonly string[]
  secretHash: string | null
  /** How an external issuer names it. */
  subject: string | null
  createdAt: Instant
  endedAt: Instant | null
}>

/** A short-lived token of such a system, kept as a hash. */
export type ClientToken = Readonly<{
  id: string
  clientId: string
  tokenHash: string
  scopes: readonly string[]
  expiresAt: Instant
}>
