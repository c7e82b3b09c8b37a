import type {Json} from '../json.ts'
import type {Instant} from '../time.ts'
import type {PersonId, RunId} from '../ids.ts'
import type {Table} from '../store.ts'
import type {AuditEntry, AuditSeal, Job, Lane, Message, Run, RunStep} from './records.ts'

/** A letter to one person, rendered when it is sent, in the reader's language. */
export type QueuedLetter = Readonly<{
  person: PersonId
  /** Name in the list of `src/letters/index.ts`. */
  letter: string
  data: Json
  /** A second post with the same key is not sent again: `reminder:<enrolment>:7`. */
  key?: string
  /** The run it belongs to: it waits the policy's delay, and an undo withdraws it (design rule 2). */
  run?: RunId
  /** Not before; default at once. */
  dueAt?: Instant
}>

/** Rows written in the deed's own transaction and sent after it (design rule 10). */
export type Outbox = Readonly<{
  /** Queues letters, each on its person's lane. Takes the lanes' locks in one order, so call it once, last in a transaction. */
  post: (letters: readonly QueuedLetter[]) => Promise<void>
  /** Takes back what a run queued and has not sent; answers how many. */
  withdrawRun: (run: RunId) => Promise<number>
  /** Leases up to `limit` lanes with a message that is due; nobody else gets them until `until` (design rule 10). */
  leaseLanes: (limit: number, token: string, until: Instant) => Promise<readonly string[]>
  /** The next message of a leased lane that is due, in sequence. */
  next: (lane: string) => Promise<Message | undefined>
  /** Ends the lease, only when the token still holds it; false when another holds it by now. */
  releaseLane: (lane: string, token: string) => Promise<boolean>
  messages: Table<Message>
  lanes: () => Promise<readonly Lane[]>
}>

/** Work for later, at least once (design rule 11). */
export type JobStore = Readonly<{
  /** Plans a job; one with the same kind and key that is not done yet stays as it is. */
  plan: (jobs: readonly Readonly<{kind: string; key: string; payload: Json; dueAt: Instant}>[]) => Promise<void>
  /** Leases up to `limit` due jobs to `token`. */
  lease: (limit: number, token: string, until: Instant) => Promise<readonly Job[]>
  /** Marks a leased job done; false when the lease was lost. */
  done: (job: string, token: string) => Promise<boolean>
  /** Gives a leased job back, to be tried again at `dueAt`. */
  retry: (job: string, token: string, dueAt: Instant, error: string) => Promise<void>
  all: Table<Job>['all']
}>

/** Big changes: their plan and the steps done (design rule 2). */
export type RunStore = Table<Run> &
  Readonly<{
    addSteps: (run: RunId, payloads: readonly Json[], from?: number) => Promise<void>
    step: (run: RunId, position: number) => Promise<RunStep | undefined>
    /** Records that step `position` is done, with what undoes it, and moves the run on. */
    stepDone: (run: RunId, position: number, inverse: Json) => Promise<void>
  }>

/** Reading and sealing of the audit trail (design rule 13); entries themselves are written by the context. */
export type AuditStore = Readonly<{
  entries: (filter: Readonly<{aboutKind?: string; aboutId?: string; deed?: string; actor?: PersonId; after?: string; limit: number}>) => Promise<
    readonly (AuditEntry & {text: string | null})[]
  >
  unsealed: (limit: number) => Promise<readonly AuditEntry[]>
  lastSeal: () => Promise<AuditSeal | undefined>
  /** Adds a seal and numbers its entries; a second sealer with the same number fails on the key. */
  seal: (seal: AuditSeal, entries: readonly string[]) => Promise<void>
  seals: (after: number, limit: number) => Promise<readonly AuditSeal[]>
  sealed: (seal: number) => Promise<readonly AuditEntry[]>
  texts: (entries: readonly string[]) => Promise<ReadonlyMap<string, Readonly<{salt: string; content: string}>>>
}>

/** What every phase may use. */
export type OperationStores = Readonly<{outbox: Outbox; jobs: JobStore; runs: RunStore; audit: AuditStore}>
