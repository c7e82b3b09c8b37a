import type {Context} from '../../context.ts'
import {type SessionSheet, sessionSheet} from './session-sheet.ts'
import type {PlanningStores} from '../store.ts'

/** One kind of seats in a session; `for` is empty for the seats that are everybody's. */
export type PoolSheet = Readonly<{
  for: string
  kind: 'exam' | 'group' | 'location' | null
  capacity: number
  taken: number
  releasesAt: string | null
}>

/** Everything about one session. */
export type SessionDetails = SessionSheet &
  Readonly<{pools: readonly PoolSheet[]; plan: string | null; listVersion: number}>

/** Shows one session, ended ones by id too. @throws ExamError `session.not-found` */
export async function showSession(ctx: Context<PlanningStores>, code: string): Promise<SessionDetails> {
  return ctx.read('plan.read', async (stores) => {
    const session = await stores.sessions.get(code)
    const pools = await stores.pools.all({sessionId: session.id})
    const plan = session.planId === null ? undefined : await stores.plans.find(session.planId)
    const sheets: PoolSheet[] = []
    for (const {filterKind, filterId, capacity, taken, releasesAt} of pools) {
      const named = filterKind && {exam: stores.exams, group: stores.groups, location: stores.locations}[filterKind]
      const code = named && filterId ? ((await named.find(filterId))?.code ?? '') : ''
      sheets.push({for: code, kind: filterKind, capacity, taken, releasesAt})
    }
    return {
      ...(await sessionSheet(stores, session)),
      pools: sheets,
      plan: plan?.code ?? null,
      listVersion: session.listVersion,
    }
  })
}
