import {type RawBuilder, sql} from 'kysely'
import type {DayCount} from '../../src/delivery/store.ts'
import type {SessionId} from '../../src/ids.ts'
import type {Opening} from './opening.ts'

const count = (condition: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`cast(sum(case when ${condition} then 1 else 0 end) as integer)`

/** Counts what the reports of sessions say, each session once, by its start. */
export async function countDay(tx: Opening['tx'], sessions: readonly SessionId[]): Promise<readonly DayCount[]> {
  if (sessions.length === 0) return []
  const reports = await tx
    .selectFrom('sessionReport')
    .select(['sessionId', 'state'])
    .where('sessionId', 'in', sessions)
    .orderBy('openedAt')
    .orderBy('sessionId')
    .execute()
  const ids = reports.map(({sessionId}) => sessionId)
  if (ids.length === 0) return []
  const candidates = byId(await countCandidates(tx, ids))
  const events = byId(await countEvents(tx, ids))
  const cases = byId(await countCases(tx, ids))
  return reports.map(({sessionId, state}) => ({
    sessionId,
    report: state,
    ...(candidates.get(sessionId) ?? {known: 0, present: 0, absent: 0, lateArrivals: 0, handedIn: 0}),
    events: events.get(sessionId)?.rows ?? 0,
    cases: cases.get(sessionId)?.rows ?? 0,
  }))
}

function countCandidates(tx: Opening['tx'], sessions: readonly SessionId[]) {
  return tx
    .selectFrom('candidateReport')
    .select('sessionId')
    .select(count(sql`attendance <> 'notKnown'`).as('known'))
    .select(count(sql`attendance in ('notStarted', 'notFinished', 'present')`).as('present'))
    .select(count(sql`attendance = 'notPresent'`).as('absent'))
    .select(count(sql`late_minutes > 0`).as('lateArrivals'))
    .select(count(sql`attendance = 'present'`).as('handedIn'))
    .where('sessionId', 'in', sessions)
    .groupBy('sessionId')
    .execute()
}

function countEvents(tx: Opening['tx'], sessions: readonly SessionId[]) {
  return tx
    .selectFrom('reportFact')
    .select(['sessionId', sql<number>`cast(count(*) as integer)`.as('rows')])
    .where('sessionId', 'in', sessions)
    .where('kind', '=', 'event')
    .groupBy('sessionId')
    .execute()
}

async function countCases(tx: Opening['tx'], sessions: readonly SessionId[]) {
  const rows = await tx
    .selectFrom('examCase')
    .select(['sessionId', sql<number>`cast(count(*) as integer)`.as('rows')])
    .where('sessionId', 'in', sessions)
    .where('state', 'in', ['open', 'triaged'])
    .groupBy('sessionId')
    .execute()
  return rows.flatMap(({sessionId, rows: n}) => (sessionId === null ? [] : [{sessionId, rows: n}]))
}

function byId<T extends {readonly sessionId: SessionId}>(rows: readonly T[]): ReadonlyMap<SessionId, T> {
  return new Map(rows.map((row) => [row.sessionId, row]))
}
