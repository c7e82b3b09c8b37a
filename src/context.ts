import type {Deed, Reach, Role, RoleScope, View} from './deeds.ts'
import type {Clock, Hasher, Ids} from './ports.ts'
import type {PeriodId, PersonId, PoolId, RoomId, SessionId} from './ids.ts'
import type {Json} from './json.ts'
import type {Instant} from './time.ts'

/** Who acts: the person behind the terminal user or the page, with the roles he may act in. */
export type Actor = Readonly<{
  person: PersonId | null
  /** Roles to choose from, best first; `--as ROLE` leaves one. */
  roles: readonly Role[]
  /** Objects for which a role is limited, where it is. */
  scopes: Readonly<Partial<Record<Role, RoleScope>>>
}>

/** What a use case knows of the one who acts, inside a transaction. Stores are opened with it and return nothing beyond it. */
export type Access = Readonly<{
  person: PersonId | null
  role: Role
  reach: Reach
  scope: RoleScope
  /** The time of the transaction: on Postgres the database's clock (design rule 11). Every rule about time uses it. */
  now: Instant
}>

/** What gets scarcer in a deed. Rows are locked in this order, each kind sorted by id, before the first check (design rule 6). */
export type Lock = Readonly<{
  period?: readonly PeriodId[]
  person?: readonly PersonId[]
  room?: readonly RoomId[]
  session?: readonly SessionId[]
  pool?: readonly PoolId[]
}>

/** What a deed did to one object, for the audit trail. Facts hold ids, codes, counts and times; free text goes in `text`. */
export type AuditNote = Readonly<{
  about: readonly [kind: string, id: string]
  for?: PersonId
  facts?: Readonly<Record<string, Json>>
  /** Free text (a reason, a name): kept apart with a salt, so that it can be erased without breaking the chain. */
  text?: string
}>

/** Inside a write: who acts, when, and the pen of the audit trail. A deed that notes nothing still leaves one entry. */
export type Entry = Access & Readonly<{note: (note: AuditNote) => void}>

export type WriteOptions = Readonly<{
  lock?: Lock
  /** The caller's key: a second write with the same key and deed returns the first one's answer and does nothing (design rule 6). */
  key?: string
}>

/** A claim and who makes it, inside the transaction that decides it. */
export type Claimed<C> = Readonly<{claim: C; entry: Entry}>

/** How a claim came out: its answer, or why it got none. */
export type Outcome<A> = Readonly<{answer: A} | {error: unknown}>

/**
 * Decides claims in order, one outcome each; who is refused gets an error and changes nothing, so that the others stand. The
 * stores look at everybody: a claim names only what was looked up within the reach of the one who makes it.
 */
export type Settle<S, C, A> = (stores: S, claims: readonly Claimed<C>[]) => Promise<readonly Outcome<A>[]>

/** A claim as it is when its turn comes, and what it locks. */
export type Asked<C> = Readonly<{claim: C; lock: Lock}>

/** `turn` names the line in which it waits: the session whose seats are claimed, as it was asked for. */
export type ClaimOptions = Pick<WriteOptions, 'key'> & Readonly<{turn: string}>

/**
 * What a use case is given (design rule 3): permission, transaction, locks and audit happen here and nowhere else.
 *
 * `S` are the stores of the use case's phase and the earlier ones, so that a phase cannot reach a later one's memory.
 */
export type Context<S> = Readonly<{
  actor: Actor
  clock: Clock
  ids: Ids
  hash: Hasher
  /** One snapshot that cannot write. @throws ExamError `view.forbidden` */
  read: <T>(view: View, work: (stores: S, access: Access) => Promise<T>) => Promise<T>
  /** One transaction, tried again as a whole up to five times when the engine asks for it. @throws ExamError `deed.forbidden`, `store.busy` */
  write: <T>(deed: Deed, options: WriteOptions, work: (stores: S, entry: Entry) => Promise<T>) => Promise<T>
  /**
   * As {@link Context.write}, for claims on a session's seats: they wait their turn in this process, first in first out, and
   * those that wait are settled in one transaction, each permitted and audited by itself (design rule 8).
   *
   * A claim has its place in the line at once; `ask` looks up what it is about while it waits.
   *
   * @throws also ExamError `session.busy` when very many wait
   */
  claim: <C, A>(deed: Deed, options: ClaimOptions, ask: () => Promise<Asked<C>>, settle: Settle<S, C, A>) => Promise<A>
}>
