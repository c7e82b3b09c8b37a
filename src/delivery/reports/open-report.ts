import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Session} from '../../planning/model.ts'
import {dayOf, type Instant} from '../../time.ts'
import {fixLists} from '../lists/fixed-lists.ts'
import type {SessionReport} from '../model.ts'
import {sessionId} from './report-desk.ts'
import {appendFacts, rosterFacts} from './report-record.ts'
import {rosterOf} from '../lists/roster.ts'
import {requirePost} from '../lists/session-staff.ts'
import type {DeliveryStores} from '../store.ts'

export const OpenReport = z.strictObject({session: z.string(), reason: z.string().optional()})

/** A report as it begins. */
export type OpenedReport = Readonly<{session: string; openedAt: Instant; listVersion: number; candidates: number}>

/**
 * Opens the report of a final session, which runs from then on, with everybody on its lists; lists that have changed since
 * they were fixed get a next version first.
 *
 * @throws ExamError `report.refused` with `report.open-already`, `report.not-final`, `report.too-early`; as `requirePost`
 */
export async function openReport(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof OpenReport>,
): Promise<OpenedReport> {
  const {session: key, reason} = parsed(OpenReport, input)
  const id = await sessionId(ctx, key)
  return ctx.write('report.open', {lock: {session: [id]}}, async (stores, entry) => {
    const session = await stores.sessions.get(id)
    await requirePost(stores, entry, {session, post: 'staff', reason})
    refuseIfAny('report', reasonsAgainst(session, {report: await stores.delivery.report(id), now: entry.now}))
    const {version: listVersion} = await fixLists(stores, entry, {session, ids: ctx.ids, hash: ctx.hash})
    const roster = await rosterOf(stores, session)
    const report: SessionReport = {
      sessionId: id,
      state: 'open',
      openedAt: entry.now,
      signedAt: null,
      digest: null,
      version: 0,
    }
    await stores.delivery.addReport(report)
    await appendFacts(
      stores,
      {entry, ids: ctx.ids},
      {report, drafts: [{kind: 'opened', detail: {listVersion}}, ...rosterFacts(roster, [])]},
    )
    await stores.sessions.change(id, {state: 'running'})
    entry.note({
      about: ['session', id],
      facts: {code: session.code, listVersion, candidates: roster.length},
      ...(reason ? {text: reason} : {}),
    })
    return {session: session.code, openedAt: entry.now, listVersion, candidates: roster.length}
  })
}

type Situation = Readonly<{report: SessionReport | undefined; now: Instant}>

function reasonsAgainst({code, state, onDate, zone}: Session, {report, now}: Situation): readonly Reason[] {
  if (report)
    return [
      {
        code: 'report.open-already',
        message: `${code} has a report already; look at it with: ontrac report show ${code}`,
      },
    ]
  const reasons: Reason[] = []
  if (state !== 'final')
    reasons.push({
      code: 'report.not-final',
      message: `${code} is ${state}; fix its lists first with: ontrac session finalise ${code}`,
      details: {state},
    })
  if (dayOf(now, zone) < onDate)
    reasons.push({
      code: 'report.too-early',
      message: `${code} is on ${onDate}; its report opens on that day.`,
      details: {on: onDate},
    })
  return reasons
}
