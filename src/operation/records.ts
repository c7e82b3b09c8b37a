import type {PersonId, RunId} from '../ids.ts'
import type {Json} from '../json.ts'
import type {Instant} from '../time.ts'

/** Who did what, when and as which role. */
export type AuditEntry = Readonly<{
  id: string
  at: Instant
  deed: string
  actorId: PersonId | null
  role: string
  forId: PersonId | null
  aboutKind: string | null
  aboutId: string | null
  facts: Json
  textHash: string | null
  sealNumber: number | null
  sealPosition: number | null
}>

/** Free text of an entry, erasable without breaking the chain. */
export type AuditText = Readonly<{
  entryId: string
  salt: string
  content: string
}>

/** A signed hash over a batch of entries and the seal before it. */
export type AuditSeal = Readonly<{
  number: number
  sealedAt: Instant
  entries: number
  digest: string
  previous: string
  signature: string
  publicKey: string
}>

/** Messages that must go one after another. */
export type Lane = Readonly<{
  key: string
  nextSequence: number
  leaseToken: string | null
  leasedUntil: Instant | null
  parked: boolean
  version: number
}>

/** Something to send. */
export type Message = Readonly<{
  id: string
  laneKey: string
  sequence: number
  kind: string
  dedupeKey: string | null
  runId: string | null
  personId: PersonId | null
  body: Json
  state: 'waiting' | 'sent' | 'refused' | 'given-up' | 'withdrawn'
  dueAt: Instant
  attempts: number
  lastError: string | null
  queuedAt: Instant
  sentAt: Instant | null
}>

/** Something to do later. */
export type Job = Readonly<{
  id: string
  kind: string
  key: string
  payload: Json
  dueAt: Instant
  attempts: number
  leaseToken: string | null
  leasedUntil: Instant | null
  doneAt: Instant | null
  lastError: string | null
}>

/** A big change. */
export type Run = Readonly<{
  id: RunId
  code: string
  kind: string
  state: 'planned' | 'applying' | 'applied' | 'undone' | 'withdrawn'
  basedOn: Json
  summary: Json
  options: Json
  steps: number
  nextStep: number
  createdBy: PersonId | null
  createdAt: Instant
  appliedAt: Instant | null
  undoneAt: Instant | null
  version: number
}>

/** A step of a big change. */
export type RunStep = Readonly<{
  runId: RunId
  position: number
  /** What it is to do; `{}` once that is done and forgotten. */
  payload: Json
  inverse: Json | null
}>

/** The answer given to an idempotency key. */
export type Receipt = Readonly<{
  key: string
  deed: string
  actorId: PersonId | null
  /** Digest of the request that came with the key, where the caller gave one. */
  fingerprint: string | null
  answer: Json
  at: Instant
}>
