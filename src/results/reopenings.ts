import type {Json} from '../json.ts'
import type {Result} from './model.ts'
import type {OutcomeLine, ResultStores} from './store.ts'

/** That a student was told of an earlier result of an attempt, and why the board reopened it. */
export type Reopening = Readonly<{reason: string}>

/**
 * Of these attempts, those with an earlier result that the student was told of before it was reopened: he opened it, or the
 * mail about it had gone out. The reason stands in the audit trail and is empty where it was erased.
 */
export async function reopenings(
  stores: Pick<ResultStores, 'results' | 'audit'>,
  lines: readonly Pick<OutcomeLine, 'id' | 'personId'>[],
): Promise<ReadonlyMap<Result['attemptId'], Reopening>> {
  const earlier = await stores.results.history({
    personId: [...new Set(lines.map(({personId}) => personId))],
    attemptId: lines.map(({id}) => id),
    partId: null,
  })
  const published = earlier.filter(({endedAt, publishedAt}) => endedAt !== null && publishedAt !== null)
  const found = new Map<Result['attemptId'], Reopening>()
  // Few are ever reopened, so that each may ask for its reason.
  for (const [attempt, results] of Map.groupBy(published, ({attemptId}) => attemptId)) {
    const {reason, mails} = await lastReopening(stores, attempt)
    if (mails === 0 || results.some(({openedAt}) => openedAt !== null)) found.set(attempt, {reason})
  }
  return found
}

async function lastReopening({audit}: Pick<ResultStores, 'audit'>, attempt: string) {
  const entries = await audit.entries({aboutKind: 'attempt', aboutId: attempt, deed: 'result.reopen', limit: 20})
  const told = entries.find(({facts}) => mailsIn(facts) !== undefined)
  return {reason: told?.text ?? '', mails: mailsIn(told?.facts ?? null) ?? 0}
}

/** How many mails a reopening took back; undefined for an entry about something else. */
function mailsIn(facts: Json): number | undefined {
  const {mails} = (facts ?? {}) as Readonly<{mails?: number}>
  return mails
}
