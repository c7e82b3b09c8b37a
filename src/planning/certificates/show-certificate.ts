import type {Context} from '../../context.ts'
import {checkCertificate} from './certificate.ts'
import {type CertificateSheet, certificateSheet} from './certificate-sheet.ts'
import {nothingToPlace, standingPlan} from './standing-plan.ts'
import type {PlanningStores} from '../store.ts'

/**
 * Whether everybody of a period who is not enrolled can still have a place without a clash in the seats that are left, as of
 * now (feature P10); who cannot, since which claim, and what repairs it. Nothing is refused or kept for it.
 *
 * @throws ExamError `period.not-found`
 */
export async function showCertificate(ctx: Context<PlanningStores>, period: string): Promise<CertificateSheet> {
  const read = await ctx.read('planning.read', async (stores, {now}) => {
    const found = await stores.periods.get(period)
    return {code: found.code, standing: await standingPlan(stores, now, found).catch(nothingToPlace)}
  })
  if (read.standing) return certificateSheet(read.standing, checkCertificate(read.standing))
  return {period: read.code, holds: true, proven: true, enrolled: 0, waiting: 0, placed: 0, replaced: 0, stuck: []}
}
