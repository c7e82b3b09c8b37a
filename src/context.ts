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
  /**
   * A claim on this session's seats: it waits its turn in this process, first in first out, and may share a transaction with
   * others (design rule 8). Its work refuses before it changes anything; if not, all of them are done again one by one.
   */
  turn?: SessionId
}>

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
}>
