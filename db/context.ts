import {type Kysely, sql} from 'kysely'
import type {Access, Actor, AuditNote, Context, Entry, Lock} from '../src/context.ts'
import {type Deed, reachOf, type Role, type View} from '../src/deeds.ts'
import {ExamError} from '../src/errors.ts'
import {canonicalJson, type Json} from '../src/json.ts'
import type {ArchiveStores} from '../src/archive/store.ts'
import type {AuditEntry, AuditText} from '../src/operation/records.ts'
import type {Clock, Hasher, Ids} from '../src/ports.ts'
import type {Instant} from '../src/time.ts'
import {isRetryable, translate} from './errors.ts'
import type {Store} from './store.ts'
import {openStores} from './stores/index.ts'
import {openTable} from './table.ts'
import type {Tables} from './tables.ts'

/** Everything a use case of any phase may be given. */
export type AllStores = ArchiveStores

export type ContextOptions = Readonly<{
  store: Store
  actor: Actor
  clock: Clock
  ids: Ids
  hash: Hasher
  /** The time that every read sees; a write only where `writes`, which is a rehearsal store (design rule 4). */
  asOf?: Readonly<{at: Instant; writes: boolean}>
  /** Which connections writes use: claims on seats have their own (design rule 8). */
  pool?: 'write' | 'claims'
}>

/** The whole work is tried again this often when the engine says that two transactions met (design rule 6). */
const TRIES = 5

/** Opens a store for one who acts: permission, transaction, locks, idempotency and audit in one place (design rules 3, 6 and 13). */
export function openContext(options: ContextOptions): Context<AllStores> {
  const {store, actor, ids, hash} = options
  const clock: Clock = options.asOf === undefined ? options.clock : {now: () => options.asOf!.at}

  return {
    actor,
    clock,
    ids,
    hash,
    async read(view, work) {
      const permit = permitted(actor, view, 'view')
      return translated(() =>
        store.readDb
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute(async (tx) => {
            const access: Access = {...permit, now: clock.now()}
            return work(openStores({tx, access, kind: store.kind, ids, hash}), access)
          }),
      )
    },
    async write(deed, {lock = {}, key}, work) {
      const permit = permitted(actor, deed, 'deed')
      if (options.asOf?.writes === false) throw notInThisStore(options.asOf.at)
      const db = options.pool === 'claims' ? store.claimsDb : store.db
      return translated(() =>
        again(() =>
          db.transaction().execute(async (tx) => {
            await take(tx, store.kind, lock)
            const now = options.asOf?.at ?? (store.kind === 'postgres' ? await store.now(tx) : clock.now())
            const access: Access = {...permit, now}
            if (key !== undefined) {
              const known = await earlier(tx, key, deed, actor)
              if (known) return known.answer as Awaited<ReturnType<typeof work>>
            }
            const notes: AuditNote[] = []
            const entry: Entry = {...access, note: (note) => notes.push(note)}
            const answer = await work(openStores({tx, access, kind: store.kind, ids, hash}), entry)
            await record(tx, {deed, access, notes, ids, hash})
            if (key !== undefined) await keep(tx, key, deed, access, answer as Json)
            return answer
          }),
        ),
      )
    },
  }
}

type Permit = Omit<Access, 'now'>

/** The first role of the one who acts that may do this, the widest reach first. */
function permitted(actor: Actor, name: Deed | View, what: 'deed' | 'view'): Permit {
  const may = actor.roles.flatMap((role) => {
    const reach = reachOf(name, role)
    return reach ? [{person: actor.person, role, reach, scope: actor.scopes[role] ?? {}}] : []
  })
  const best = may.find(({reach}) => reach === 'all') ?? may[0]
  if (best) return best
  const needed = allowed(name)
  throw new ExamError('forbidden', `${what}.forbidden`, `"${name}" is for ${needed.join(', ') || 'nobody'}; you act as ${actor.roles.join(', ') || 'nobody'}.`, {
    [what]: name,
    needed,
  })
}

function notInThisStore(at: Instant): ExamError {
  return new ExamError(
    'refused',
    'as-of.not-a-rehearsal',
    `Writing at ${at} needs a rehearsal store, so that what really happened stays apart. Make one with: ontrac db copy FROM TO --rehearsal`,
    {at},
  )
}

function allowed(name: Deed | View): readonly Role[] {
  const all: readonly Role[] = ['student', 'teacher', 'planner', 'office', 'invigilator', 'lead', 'assessor', 'functionary', 'board', 'admin', 'inspector']
  return all.filter((role) => reachOf(name, role))
}

const LOCK_ORDER = [
  ['period', 'period'],
  ['person', 'person'],
  ['room', 'room'],
  ['session', 'session'],
  ['pool', 'seat_pool'],
] as const satisfies readonly (readonly [keyof Lock, string])[]

/**
 * `no key update` and never `update`: a claim inserts rows that refer to the locked ones, and the stronger lock would make
 * such inserts of others wait in a circle (measured: 39 of 40 claims deadlock). SQLite's one writer needs none of it.
 */
async function take(tx: Kysely<Tables>, kind: Store['kind'], lock: Lock): Promise<void> {
  if (kind === 'sqlite') return
  for (const [name, table] of LOCK_ORDER) {
    const wanted = [...new Set<string>(lock[name] ?? [])].toSorted()
    if (wanted.length > 0) await sql`select id from ${sql.table(table)} where id in (${sql.join(wanted)}) order by id for no key update`.execute(tx)
  }
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isRetryable(error)) throw error
      if (attempt === TRIES)
        throw new ExamError('unavailable', 'store.busy', 'Others are changing the same things right now; try again in a moment.', {}, {cause: error})
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt))
    }
  }
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translate(error)
  }
}

async function earlier(tx: Kysely<Tables>, key: string, deed: Deed, actor: Actor) {
  const receipt = await tx.selectFrom('receipt').selectAll().where('key', '=', key).executeTakeFirst()
  if (receipt && (receipt.deed !== deed || receipt.actorId !== actor.person))
    throw new ExamError('invalid', 'receipt.reused', `The key "${key}" was used for something else; give each request a key of its own.`, {key})
  return receipt
}

async function keep(tx: Kysely<Tables>, key: string, deed: Deed, access: Access, answer: Json): Promise<void> {
  await tx
    .insertInto('receipt')
    .values({key, deed, actorId: access.person, answer: answer ?? null, at: access.now})
    .execute()
}

type Recording = Readonly<{deed: Deed; access: Access; notes: readonly AuditNote[]; ids: Ids; hash: Hasher}>

/** One entry for each thing a deed noted, and one for a deed that noted nothing (design rule 13). */
async function record(tx: Kysely<Tables>, {deed, access, notes, ids, hash}: Recording): Promise<void> {
  const entries: AuditEntry[] = []
  const texts: AuditText[] = []
  for (const note of notes.length > 0 ? notes : [undefined]) {
    const id = ids.next<string>()
    const salted = note?.text === undefined ? null : {salt: ids.next<string>(), content: note.text}
    if (salted) texts.push({entryId: id, ...salted})
    entries.push({
      id,
      at: access.now,
      deed,
      actorId: access.person,
      role: access.role,
      forId: note?.for ?? null,
      aboutKind: note?.about[0] ?? null,
      aboutId: note?.about[1] ?? null,
      facts: note?.facts ?? {},
      textHash: salted === null ? null : hash.sha256(canonicalJson(salted)),
      sealNumber: null,
      sealPosition: null,
    })
  }
  await openTable<'auditEntry', AuditEntry>(tx, access, 'auditEntry', {ends: null, versioned: false}).add(entries)
  if (texts.length > 0) await tx.insertInto('auditText').values(texts).execute()
}
