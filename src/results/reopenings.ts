import type {AttemptId} from '../ids.ts'
import type {ResultStores} from './store.ts'

/** That a student had been told of an earlier result of the attempt, and why the board reopened it. */
export type Reopening = Readonly<{reason: string}>

/**
 * Of these attempts, those with an earlier result that was published before it was reopened. The reason stands in the audit
 * trail and is empty where it was erased.
 */
export async function reopenings(
  {results, audit}: Pick<ResultStores, 'results' | 'audit'>,
  attempts: readonly AttemptId[],
): Promise<ReadonlyMap<AttemptId, Reopening>> {
  const earlier = (await results.history({attemptId: attempts, partId: null})).filter(
    ({endedAt, publishedAt}) => endedAt !== null && publishedAt !== null,
  )
  const found = new Map<AttemptId, Reopening>()
  // Few are ever reopened, so that each may ask for its reason.
  for (const id of new Set(earlier.map(({attemptId}) => attemptId))) {
    const [entry] = await audit.entries({aboutKind: 'attempt', aboutId: id, deed: 'result.reopen', limit: 1})
    found.set(id, {reason: entry?.text ?? ''})
  }
  return found
}
