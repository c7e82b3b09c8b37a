import type {Kysely} from 'kysely'
import type {Asked, Claimed, Outcome, Settle} from '../src/context.ts'
import {openClaimQueue, type ClaimQueue} from '../src/enrolment/seats/claim-queue.ts'
import {
  again,
  type AllStores,
  type Call,
  keepReceipt,
  openEntry,
  receiptOf,
  record,
  takeLocks,
  timeOf,
  type Trace,
} from './carry-out.ts'
import {isUnknownOutcome} from './errors.ts'
import type {Store} from './store.ts'
import {openStores} from './stores/index.ts'
import type {Tables} from './tables.ts'

/** Claims of one commit at most, so that none holds its locks for long. */
const TOGETHER = 50
/** As many as there are connections for claims (design rule 8); SQLite has one writer. */
const AT_ONCE = {postgres: 2, sqlite: 1} as const
/** More than the largest rush of a school on one session. */
const LONGEST = 5_000

/** A claim in the line, which may still be looking up what it is about. What that is, is known to its own `settle` only. */
type Waiting = Readonly<{call: Call; asked: Promise<Asked<unknown>>; settle: Settle<AllStores, unknown, unknown>}>
/** A claim whose turn has come. */
type Ready = Readonly<{call: Call; claim: unknown; settle: Settle<AllStores, unknown, unknown>}>

/** A process has one queue for each store it has open. */
const queues = new WeakMap<Store, ClaimQueue<Waiting, unknown>>()

/** Lets a claim wait its turn and settles it together with others that wait (design rule 8). */
export async function settleInTurn<C, A>(
  store: Store,
  turn: string,
  call: Call,
  ask: () => Promise<Asked<C>>,
  settle: Settle<AllStores, C, A>,
): Promise<A> {
  let queue = queues.get(store)
  if (queue === undefined) {
    queue = openClaimQueue({
      settle: (waiting) => settleReady(store, waiting),
      together: TOGETHER,
      atOnce: AT_ONCE[store.kind],
      longest: LONGEST,
    })
    queues.set(store, queue)
  }
  const asked = ask()
  // It is looked at when its turn comes; until then nobody else hears of its failure.
  asked.catch(() => undefined)
  return queue.claim(turn, {call, asked, settle} as Waiting) as Promise<A>
}

/** Settles those who found what they asked for; the others have their outcome already. */
async function settleReady(store: Store, waiting: readonly Waiting[]): Promise<readonly Outcome<unknown>[]> {
  const found = await Promise.all(waiting.map((one) => readyOf(store, one)))
  const ready = found.flatMap((one) => ('call' in one ? [one] : []))
  const outcomes = new Map<Ready, Outcome<unknown>>()
  // Claims at another time, in a rehearsal, never share a transaction.
  for (const together of Map.groupBy(ready, ({call}) => call.asOf).values()) {
    const settled = await settleAll(store, together)
    together.forEach((one, i) => outcomes.set(one, settled[i] ?? lost()))
  }
  return found.map((one) => ('call' in one ? (outcomes.get(one) ?? lost()) : one))
}

/** What was done with the same key before counts also when what it was about is not as it was: it was done. */
async function readyOf(store: Store, {call, asked, settle}: Waiting): Promise<Ready | Outcome<unknown>> {
  try {
    const {claim, lock} = await asked
    return {call: {...call, lock}, claim, settle}
  } catch (error) {
    return (await answeredBefore(store.readDb, call)) ?? {error}
  }
}

function lost(): Outcome<unknown> {
  return {error: new Error('A claim was settled without an outcome.')}
}

/**
 * Claims in one transaction; when that fails as a whole, and not for a claim's own reasons, each by itself. Claims that may
 * have been saved are not made again: each is told so, and its key settles it (design rule 6).
 */
async function settleAll(store: Store, asked: readonly Ready[]): Promise<readonly Outcome<unknown>[]> {
  if (asked.length === 0) return []
  try {
    return await again(() => inOneTransaction(store, asked))
  } catch (error) {
    if (asked.length === 1 || isUnknownOutcome(error)) return asked.map(() => ({error}))
    const outcomes: Outcome<unknown>[] = []
    for (const one of asked) outcomes.push(...(await settleAll(store, [one])))
    return outcomes
  }
}

function inOneTransaction(store: Store, asked: readonly Ready[]): Promise<readonly Outcome<unknown>[]> {
  return store.claimsDb.transaction().execute(async (tx) => {
    await takeLocks(
      tx,
      store.kind,
      asked.map(({call}) => call.lock),
    )
    const traces: Trace[] = []
    const outcomes: Outcome<unknown>[] = []
    for (const run of runsOf(asked)) outcomes.push(...(await settleRun(store, tx, run, traces)))
    await record(tx, traces)
    return outcomes
  })
}

/** Claims that follow each other and are settled by the same rules, no two with the same key. */
function runsOf(asked: readonly Ready[]): readonly (readonly Ready[])[] {
  const runs: Ready[][] = []
  for (const one of asked) {
    const last = runs.at(-1)
    const sameKey = last?.some(({call}) => call.key !== undefined && call.key === one.call.key)
    if (last?.[0]?.settle === one.settle && !sameKey) last.push(one)
    else runs.push([one])
  }
  return runs
}

async function settleRun(
  store: Store,
  tx: Kysely<Tables>,
  run: readonly Ready[],
  traces: Trace[],
): Promise<readonly Outcome<unknown>[]> {
  const known: (Outcome<unknown> | undefined)[] = []
  for (const {call} of run) known.push(await answeredBefore(tx, call))
  const fresh = run.filter((_, i) => known[i] === undefined)
  const [first] = fresh
  if (first === undefined) return known.filter((outcome) => outcome !== undefined)
  const now = await timeOf(store, tx, first.call)
  const opened = fresh.map(({call, claim}) => ({call, claim, ...openEntry(call, now)}))
  const claims: Claimed<unknown>[] = opened.map(({claim, entry}) => ({claim, entry}))
  const {ids, hash} = first.call
  const stores = await openStores({tx, access: {...first.call.permit, reach: 'all', now}, kind: store.kind, ids, hash})
  const settled = await first.settle(stores, claims)
  for (const [i, {call, trace}] of opened.entries()) {
    const outcome = settled[i]
    if (outcome === undefined || !('answer' in outcome)) continue
    traces.push(trace)
    await keepReceipt(tx, call, now, outcome.answer)
  }
  const rest = settled.values()
  return known.map((outcome) => outcome ?? rest.next().value ?? lost())
}

async function answeredBefore(db: Kysely<Tables>, call: Call): Promise<Outcome<unknown> | undefined> {
  try {
    const receipt = await receiptOf(db, call)
    return receipt && {answer: receipt.answer}
  } catch (error) {
    return {error}
  }
}
