import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely'
import {openClaimQueue, type ClaimQueue, type Outcome} from '../src/enrolment/claim-queue.ts'
import {ExamError} from '../src/errors.ts'
import {again, alone, type Call, perform, record, takeLocks, timeOf, type Trace} from './carry-out.ts'
import type {Store} from './store.ts'

/** Claims of one commit at most; fifty hold their locks for about a tenth of a second. */
const TOGETHER = 50
/** As many as there are connections for claims (design rule 8). */
const AT_ONCE = 2
/** More than the largest rush of a school on one session. */
const LONGEST = 5_000

/** A process has one queue for each store it has open. */
const queues = new WeakMap<Store, ClaimQueue<Call<unknown>, unknown>>()

export type Claims = Readonly<{claim: <T>(turn: string, call: Call<T>) => Promise<T>}>

/** The queue in which claims on a session's seats wait their turn (design rule 8). */
export function claimsOf(store: Store): Claims {
  let queue = queues.get(store)
  if (queue === undefined) {
    queue = openClaimQueue({
      settle: (calls) => settle(store, calls),
      together: TOGETHER,
      atOnce: AT_ONCE,
      longest: LONGEST,
    })
    queues.set(store, queue)
  }
  const {claim} = queue
  // SQLite has one writer whatever the session; those of another time (a rehearsal) never share a transaction.
  const lineOf = (turn: string, {asOf}: Pick<Call<unknown>, 'asOf'>): string =>
    `${asOf ?? ''} ${store.kind === 'sqlite' ? '' : turn}`
  return {claim: <T>(turn: string, call: Call<T>) => claim(lineOf(turn, call), call) as Promise<T>}
}

/**
 * Carries out claims in one transaction, each decided and audited by itself. A claim that is refused has changed nothing,
 * so the others stand; when one fails in any other way, all are done again, each alone.
 */
async function settle(store: Store, calls: readonly Call<unknown>[]): Promise<readonly Outcome<unknown>[]> {
  const [only] = calls
  if (only === undefined) return []
  if (calls.length === 1) return [await outcomeOf(alone(store, store.claimsDb, only))]
  try {
    return await again(() => together(store, calls, only))
  } catch {
    const outcomes: Outcome<unknown>[] = []
    for (const call of calls) outcomes.push(await outcomeOf(alone(store, store.claimsDb, call)))
    return outcomes
  }
}

function together(
  store: Store,
  calls: readonly Call<unknown>[],
  first: Call<unknown>,
): Promise<readonly Outcome<unknown>[]> {
  return store.claimsDb.transaction().execute(async (tx) => {
    await takeLocks(
      tx,
      store.kind,
      calls.map(({lock}) => lock),
    )
    const now = await timeOf(store, tx, first)
    const outcomes: Outcome<unknown>[] = []
    const traces: Trace[] = []
    for (const call of calls) {
      const watch = new WriteWatch()
      try {
        const {answer, trace} = await perform(tx.withPlugin(watch), store.kind, call, now)
        outcomes.push({answer})
        if (trace) traces.push(trace)
      } catch (error) {
        if (watch.wrote || !(error instanceof ExamError)) throw error
        outcomes.push({error})
      }
    }
    await record(tx, traces)
    return outcomes
  })
}

async function outcomeOf(done: Promise<unknown>): Promise<Outcome<unknown>> {
  return done.then(
    (answer) => ({answer}),
    (error: unknown) => ({error}),
  )
}

/** Sees whether anything but a question was asked. */
class WriteWatch implements KyselyPlugin {
  wrote = false

  transformQuery({node}: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind !== 'SelectQueryNode') this.wrote = true
    return node
  }

  async transformResult({result}: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result
  }
}
