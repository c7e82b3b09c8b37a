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

/** What a lane carries; its key begins with it: `mail`, or the name of a connector (design rule 10). */
export type LaneKind = string

/** Something to tell another system: what it is about, not what it says, which is looked up when it is sent. */
export type QueuedMessage = Readonly<{
  /** Key of the lane; messages of a lane keep their order. */
  lane: string
  kind: string
  person: PersonId | null
  body: Json
}>

/** A message with the person as people name him. */
export type MessageLine = Message & Readonly<{person: string | null; name: string | null}>

/** A lease to be had. */
export type LaneLease = Readonly<{token: string; until: Instant; after: string; limit: number}>

/** What became of a message. */
export type MessageMark = Readonly<{message: Message; change: Partial<Omit<Message, 'id'>>}>

export type MessageFilter = Readonly<{
  ids?: readonly string[]
  state?: Message['state']
  person?: PersonId
  /** Only older ones than this id. */
  after?: string
  limit: number
}>

/** Rows written in the deed's own transaction and sent after it (design rule 10). */
export type Outbox = Readonly<{
  /** Queues letters, each on its person's lane. Takes the lanes' locks in one order, so call it once, last in a transaction. */
  post: (letters: readonly QueuedLetter[]) => Promise<void>
  /** As {@link Outbox.post}, for messages to other systems, in the order given. */
  queue: (messages: readonly QueuedMessage[]) => Promise<void>
  /** Takes back what a run queued and has not sent; answers how many. */
  withdrawRun: (run: RunId) => Promise<number>
  /** Whether a lane of this kind has a message that may go now. */
  hasDue: (kind: LaneKind) => Promise<boolean>
  /**
   * Leases up to `limit` lanes with a message that may go now, in order of key after `after`; nobody else gets them until
   * `until` (design rule 10). None means that there are no more to lease.
   */
  leaseLanes: (kind: LaneKind, lease: LaneLease) => Promise<readonly string[]>
  /**
   * The first message of each lane that may go now; at most one per lane. One that is tried again later, or that a run
   * holds back, holds back those after it, since a lane keeps its order; a letter for a later day does not.
   */
  next: (lanes: readonly string[]) => Promise<readonly Message[]>
  /** As {@link Outbox.next}, up to `most` messages of each lane in their order, for lanes in which nothing is for a later day. */
  nextOf: (lanes: readonly string[], most: number) => Promise<readonly Message[]>
  /** Stops a lane until {@link Outbox.unpark}, or lets it go on. */
  park: (lane: string) => Promise<void>
  unpark: (lane: string) => Promise<void>
  /** Changes messages whose lanes the token holds, and holds these until `until`; answers which lanes those are. */
  mark: (marks: readonly MessageMark[], token: string, until: Instant) => Promise<ReadonlySet<string>>
  /** Ends leases, where the token still holds them. */
  releaseLanes: (lanes: readonly string[], token: string) => Promise<void>
  /** Queues a copy of a message behind the others of its lane, to go at once. */
  repeat: (message: Message) => Promise<Message>
  list: (filter: MessageFilter) => Promise<readonly MessageLine[]>
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
  /** Gives a leased job back, to be tried again at `dueAt`; not when the lease was lost. */
  retry: (job: string, token: string, dueAt: Instant, error: string) => Promise<void>
  /** Ends a leased job that fails again and again: it is done and keeps its last error, which no other ended job has. */
  giveUp: (job: string, token: string, error: string) => Promise<void>
  all: Table<Job>['all']
}>

/** Big changes: their plan and the steps done (design rule 2). */
export type RunStore = Table<Run> &
  Readonly<{
    addSteps: (run: RunId, payloads: readonly Json[], from?: number) => Promise<void>
    step: (run: RunId, position: number) => Promise<RunStep | undefined>
    /** Records that step `position` is done, with what undoes it, and moves the run on. */
    stepDone: (run: RunId, position: number, inverse: Json) => Promise<void>
    /** Empties what the steps from `from` up to `to` were to do; what undoes them stays. */
    forgetPlan: (run: RunId, from: number, to: number) => Promise<void>
    /** Empties all that runs keep to be applied or undone. */
    forget: (runs: readonly RunId[]) => Promise<void>
    /** Runs of these kinds that were applied, or else planned, before a time and still hold something, by id. */
    heldFrom: (
      question: Readonly<{kinds: readonly string[]; before: Instant; limit: number}>,
    ) => Promise<readonly Run[]>
  }>

/** Which entries of the audit trail are asked for; all that is given must hold. `after` is the last id of the page before. */
export type AuditFilter = Readonly<{
  aboutKind?: string
  aboutId?: string
  deed?: string
  actor?: PersonId
  for?: PersonId
  since?: Instant
  until?: Instant
  after?: string
  limit: number
}>

/** An entry with its free text, and its people as they are named: by staff code or student number. */
export type AuditLine = AuditEntry & Readonly<{text: string | null; actor: string | null; for: string | null}>

/** Reading and sealing of the audit trail (design rule 13); entries themselves are written by the context. */
export type AuditStore = Readonly<{
  /** Newest first. */
  entries: (filter: AuditFilter) => Promise<readonly AuditLine[]>
  /** Entries that wait for a seal, those of sealing itself apart, and since when. */
  backlog: () => Promise<Readonly<{entries: number; since: Instant | null}>>
  /** Entries without a seal, in the order in which they are sealed: by id. */
  unsealed: (limit: number) => Promise<readonly AuditEntry[]>
  lastSeal: () => Promise<AuditSeal | undefined>
  /** Adds a seal and numbers its entries in order of id; false when another sealer was first, and then the work must not go on. */
  seal: (seal: AuditSeal, entries: readonly string[]) => Promise<boolean>
  seals: (after: number, limit: number) => Promise<readonly AuditSeal[]>
  sealed: (seal: number) => Promise<readonly AuditEntry[]>
  texts: (entries: readonly string[]) => Promise<ReadonlyMap<string, Readonly<{salt: string; content: string}>>>
  /** Ids of entries that name a seal that is not there, or half a place in one. */
  astray: (limit: number) => Promise<readonly string[]>
}>

/** How the running of it all is: counts only. */
export type StoreHealth = Readonly<{
  /** In the last 30 days, with their last errors: codes, the most frequent first. */
  jobsGivenUp: number
  jobErrors: readonly Readonly<{kind: string; error: string | null; jobs: number}>[]
  parkedLanes: number
  mailsFailed: number
  unsealed: number
  unsealedSince: Instant | null
  /** The oldest job or mail that is due and not done. */
  overdueSince: Instant | null
  runsUnfinished: number
}>

/** What every phase may use. */
export type OperationStores = Readonly<{
  outbox: Outbox
  jobs: JobStore
  runs: RunStore
  audit: AuditStore
  health: () => Promise<StoreHealth>
}>
