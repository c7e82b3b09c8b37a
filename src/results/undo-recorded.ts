import type {Entry} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {ResultChange} from './record-results.ts'
import type {ResultStores} from './store.ts'

/**
 * Takes back results that were recorded together, where they still stand and nobody established them: what they replaced
 * stands again. The caller holds the students' locks. Answers why the others stay: `result.touched-since`.
 */
export async function undoRecorded(
  {results}: Pick<ResultStores, 'results'>,
  entry: Entry,
  changes: readonly ResultChange[],
): Promise<readonly Reason[]> {
  const current = new Map(
    (await results.all({id: changes.map(({added}) => added)})).map((result) => [result.id, result]),
  )
  const free = changes.filter(({added}) => current.get(added)?.establishedAt === null)
  await results.changeAll({id: free.map(({added}) => added)}, {endedAt: entry.now})
  for (const {replaced} of free) if (replaced !== null) await results.change(replaced, {endedAt: null})
  const kept = changes.length - free.length
  if (kept === 0) return []
  const message = `${kept} results stay as they are, since they were established or replaced in the meantime.`
  return [{code: 'result.touched-since', message, details: {results: kept}}]
}
