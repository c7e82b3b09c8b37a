import {type Kysely, sql} from 'kysely'
import type {Access, AuditNote, Entry, Lock} from '../src/context.ts'
import type {Deed} from '../src/deeds.ts'
import {ExamError} from '../src/errors.ts'
import {canonicalJson, type Json} from '../src/json.ts'
import type {LifecycleStores} from '../src/lifecycle/store.ts'
import type {AuditEntry, AuditText, Receipt} from '../src/operation/records.ts'
import type {Clock, Hasher, Ids} from '../src/ports.ts'
import type {Instant} from '../src/time.ts'
import {ConstraintError, isRetryable, translate} from './errors.ts'
import type {Store} from './store.ts'
import {openStores} from './stores/index.ts'
import {openTable} from './table.ts'
import type {Tables} from './tables.ts'

/** Everything a use case of any phase may be given. */
export type AllStores = LifecycleStores

/** By what right somebody acts, before it is known when. */
export type Permit = Omit<Access, 'now'>

/** Who does what, and what it takes, before it is done; and done again, if need be. */
export type Call = Readonly<{
  deed: Deed
  permit: Permit
  lock: Lock
  key: string | undefined
  /** Digest of the request that the key came with. */
  fingerprint: string | null
  clock: Clock
  ids: Ids
  hash: Hasher
  asOf: Instant | undefined
}>

/** What a deed leaves for the audit trail. */
export type Trace = Readonly<{call: Call; access: Access; notes: readonly AuditNote[]}>

/** The whole work is tried again this often when the engine says that two transactions met (design rule 6). */
const TRIES = 5

/** Carries out one deed in a transaction of its own. */
export function carryOut<T>(
  store: Store,
  call: Call,
  work: (stores: AllStores, entry: Entry) => Promise<T>,
): Promise<T> {
  return again(() =>
    store.db.transaction().execute(async (tx) => {
      await takeLocks(tx, store.kind, [call.lock])
      const now = await timeOf(store, tx, call)
      const known = await receiptOf(tx, call)
      if (known) return known.answer as T
      const {entry, trace} = openEntry(call, now)
      const answer = await work(
        await openStores({tx, access: entry, kind: store.kind, ids: call.ids, hash: call.hash}),
        entry,
      )
      await record(tx, [trace])
      await keepReceipt(tx, call, now, answer)
      return answer
    }),
  )
}

/** The time of a transaction: the clock's, on Postgres the database's own, after the locks were had (design rule 11). */
export async function timeOf(store: Store, tx: Kysely<Tables>, {asOf, clock}: Call): Promise<Instant> {
  return asOf ?? (store.kind === 'postgres' ? await store.now(tx) : clock.now())
}

/** The pen of the audit trail for one deed, and what it writes. */
export function openEntry(call: Call, now: Instant): Readonly<{entry: Entry; trace: Trace}> {
  const notes: AuditNote[] = []
  const access: Access = {...call.permit, now}
  return {entry: {...access, note: (note) => notes.push(note)}, trace: {call, access, notes}}
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
export async function takeLocks(tx: Kysely<Tables>, kind: Store['kind'], locks: readonly Lock[]): Promise<void> {
  if (kind === 'sqlite') return
  for (const [name, table] of LOCK_ORDER) {
    const wanted = [...new Set<string>(locks.flatMap((lock): readonly string[] => lock[name] ?? []))].toSorted()
    if (wanted.length > 0)
      await sql`select id from ${sql.table(table)} where id in (${sql.join(wanted)}) order by id for no key update`.execute(
        tx,
      )
  }
}

/** Does work again from the start while the engine asks for it. @throws ExamError `store.busy` after five times */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isRetryable(error) && !isKeyJustUsed(error)) throw error
      if (attempt === TRIES)
        throw new ExamError(
          'unavailable',
          'store.busy',
          'Others are changing the same things right now; try again in a moment.',
          {},
          {cause: error},
        )
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt))
    }
  }
}

// Two requests with one key at the same moment: the later one finds the receipt when it looks again.
function isKeyJustUsed(error: unknown): boolean {
  const broken = translate(error)
  return broken instanceof ConstraintError && broken.constraint === 'receipt_pkey'
}

/** The answer that the key of a deed was given before, if it was. @throws ExamError `receipt.reused` for another deed or person */
export async function receiptOf(tx: Kysely<Tables>, call: Call): Promise<Receipt | undefined> {
  const {key} = call
  if (key === undefined) return undefined
  const receipt = await tx.selectFrom('receipt').selectAll().where('key', '=', key).executeTakeFirst()
  if (receipt && isOfAnother(receipt, call))
    throw new ExamError(
      'invalid',
      'receipt.reused',
      `The key "${key}" was used for something else; give each request a key of its own.`,
      {key},
    )
  return receipt
}

function isOfAnother(receipt: Receipt, {deed, permit, fingerprint}: Call): boolean {
  return receipt.deed !== deed || receipt.actorId !== permit.person || receipt.fingerprint !== fingerprint
}

/** Keeps the answer for whoever asks again with the same key. */
export async function keepReceipt(
  tx: Kysely<Tables>,
  {key, deed, permit, fingerprint}: Call,
  now: Instant,
  answer: unknown,
): Promise<void> {
  if (key === undefined) return
  const receipt: Receipt = {key, deed, actorId: permit.person, fingerprint, answer: (answer ?? null) as Json, at: now}
  await tx.insertInto('receipt').values(receipt).execute()
}

/** One entry for each thing a deed noted, and one for a deed that noted nothing (design rule 13). */
export async function record(tx: Kysely<Tables>, traces: readonly Trace[]): Promise<void> {
  const entries: AuditEntry[] = []
  const texts: AuditText[] = []
  for (const {call, access, notes} of traces) {
    for (const note of notes.length > 0 ? notes : [undefined]) {
      const {entry, text} = writeDown(call, access, note)
      entries.push(entry)
      if (text) texts.push(text)
    }
  }
  const [first] = traces
  if (first)
    await openTable<'auditEntry', AuditEntry>(tx, {...first.access, boards: []}, 'auditEntry', {
      ends: null,
      versioned: false,
    }).add(entries)
  if (texts.length > 0) await tx.insertInto('auditText').values(texts).execute()
}

function writeDown(
  {deed, ids, hash}: Call,
  access: Access,
  note: AuditNote | undefined,
): {entry: AuditEntry; text: AuditText | null} {
  const id = ids.next<string>()
  const salted = note?.text === undefined ? null : {salt: ids.next<string>(), content: note.text.normalize('NFC')}
  const entry: AuditEntry = {
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
  }
  return {entry, text: salted && {entryId: id, ...salted}}
}
