import type {Context} from '../../context.ts'
import type {Period} from '../../institution/model.ts'
import {minutesBetween} from '../../time.ts'
import {type CertificateCheck, checkCertificate} from './certificate.ts'
import type {CertificateRecord} from '../model.ts'
import {nothingToPlace, standingPlan, type StandingPlan} from './standing-plan.ts'
import type {PlanningStores} from '../store.ts'

/** Looked at again after so many minutes when something changed, and after a day in any case: needs and timetables change too. */
const EVERY = 1
const ANYHOW = 24 * 60

/**
 * Looks at the certificate of each open period with published sessions, where seats, registrations or sessions changed since,
 * at most once a minute (feature P10), and keeps how many are stuck, so that it is a task. Safe to do twice.
 */
export async function checkCertificates(
  ctx: Context<PlanningStores>,
): Promise<Readonly<{checked: number; stuck: number}>> {
  const due = await ctx.read('planning.read', async (stores, {now}) => {
    const open = await stores.periods.all({state: 'open'})
    const known = new Map((await stores.certificateChecks.all()).map((check) => [check.periodId, check]))
    const changed: Period[] = []
    for (const period of open) {
      const published = await stores.sessions.count({periodId: period.id, state: 'published'})
      const last = known.get(period.id)
      if (published === 0 && !last) continue
      if (await isDue(stores, period, last, now)) changed.push(period)
    }
    return changed
  })
  const counts = {checked: 0, stuck: 0}
  for (const period of due) {
    counts.checked++
    counts.stuck += await check(ctx, period)
  }
  return counts
}

async function isDue(
  stores: PlanningStores,
  {id}: Period,
  last: CertificateRecord | undefined,
  now: CertificateRecord['checkedAt'],
): Promise<boolean> {
  if (!last) return true
  const since = minutesBetween(last.checkedAt, now)
  if (since < EVERY) return false
  return since >= ANYHOW || last.basis !== (await stores.planning.certificateBasis(id))
}

async function check(ctx: Context<PlanningStores>, period: Period): Promise<number> {
  const {standing, basis} = await ctx.read('planning.read', async (stores, {now}) => ({
    basis: await stores.planning.certificateBasis(period.id),
    standing: await standingPlan(stores, now, period).catch(nothingToPlace),
  }))
  // Nothing is locked while it is reckoned; what changes meanwhile is seen by the next look.
  const found = standing && checkCertificate(standing, 0)
  await ctx.write('plan.certify', {lock: {period: [period.id]}}, async (stores, entry) => {
    const outcome = {checkedAt: entry.now, basis, ...outcomeOf(standing, found)}
    const [last] = await stores.certificateChecks.all({periodId: period.id})
    if (last) await stores.certificateChecks.change(last.id, outcome)
    else await stores.certificateChecks.add([{id: ctx.ids.next<string>(), periodId: period.id, ...outcome}])
    entry.note({
      about: ['period', period.id],
      facts: {code: period.code, waiting: outcome.waiting, stuck: outcome.stuck},
    })
  })
  return found?.stuck.length ?? 0
}

function outcomeOf(
  standing: StandingPlan | undefined,
  found: CertificateCheck | undefined,
): Pick<CertificateRecord, 'waiting' | 'stuck' | 'detail'> {
  if (!standing || !found) return {waiting: 0, stuck: 0, detail: {stuck: [], proven: true}}
  const stuck = found.stuck.map(({demand}) => standing.planned.demand[demand]!.code)
  return {waiting: found.waiting.length, stuck: stuck.length, detail: {stuck, proven: found.proven}}
}
