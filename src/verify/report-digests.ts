import {reportDigest} from '../delivery/reports/report-digest.ts'
import type {SessionId} from '../ids.ts'
import type {CheckTools} from './checks.ts'
import type {Violation} from './store.ts'

/** Sessions whose facts are read together: a session has some hundreds. */
const TOGETHER = 25

/** Closed reports whose facts give another digest than the one they were closed with. */
export async function reportViolations({stores, hash, limit}: CheckTools): Promise<readonly Violation[]> {
  const changed: Violation[] = []
  let after: SessionId | '' = ''
  for (;;) {
    const reports = await stores.verification.signedReports(after, TOGETHER)
    const ids = reports.map(({sessionId}) => sessionId)
    const facts = Map.groupBy(await stores.verification.factsOf(ids), ({sessionId}) => sessionId)
    for (const {sessionId, session, digest} of reports)
      if (reportDigest(hash, facts.get(sessionId) ?? []) !== digest) changed.push({session})
    after = ids.at(-1) ?? ''
    if (reports.length < TOGETHER || changed.length >= limit) return changed.slice(0, limit)
  }
}
