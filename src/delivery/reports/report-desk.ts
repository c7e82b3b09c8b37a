import type {Context, Entry, Lock} from '../../context.ts'
import type {Deed} from '../../deeds.ts'
import {type ExamError, refuse} from '../../errors.ts'
import type {SessionId} from '../../ids.ts'
import type {Institution} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {Session} from '../../planning/model.ts'
import type {CandidateReport, SessionReport} from '../model.ts'
import type {FactDraft} from './report-facts.ts'
import {foldReport, type Report} from './report-fold.ts'
import {appendFacts, rosterFacts} from './report-record.ts'
import {type Candidate, rosterOf} from '../lists/roster.ts'
import {type Post, requirePost} from '../lists/session-staff.ts'
import type {DeliveryStores} from '../store.ts'

/** An open report with everything that recording needs, under the session's lock. */
export type Desk = Readonly<{
  stores: DeliveryStores
  entry: Entry
  session: Session
  institution: Institution
  report: SessionReport
  roster: readonly Candidate[]
  /** What the report says of each enrolment so far. */
  known: readonly CandidateReport[]
  /** What it says of the session: its candidates are left out. */
  state: Report
}>

export type DeskRequest = Readonly<{
  deed: Deed
  /** Session code or id. */
  session: string
  post: Post
  /** Why; needed of the office. */
  reason?: string | undefined
  /** True for what is added after signing; false, the default, for what can only come before. */
  addendum?: boolean
  lock?: Omit<Lock, 'session'>
}>

/** What a recording comes to: the facts to add, and what is answered. */
export type Recording<T> = Readonly<{facts: readonly FactDraft[]; answer: T}>

/**
 * Records in a session's report: who is on duty (or the office, with a reason) says something, it gets its place in the
 * order of receipt, and what it is about is folded again, all in one transaction under the session's lock.
 *
 * @throws ExamError `session.not-found`; `report.refused` with `report.not-open`, `report.signed` or `report.not-signed`;
 *   as `requirePost`.
 */
export async function atDesk<T>(
  ctx: Context<DeliveryStores>,
  {deed, session: key, post, reason, addendum = false, lock = {}}: DeskRequest,
  record: (desk: Desk) => Promise<Recording<T>> | Recording<T>,
): Promise<T> {
  const id = await sessionId(ctx, key)
  return ctx.write(deed, {lock: {...lock, session: [id]}}, async (stores, entry) => {
    const session = await stores.sessions.get(id)
    await requirePost(stores, entry, {session, post, reason})
    const desk = await openDesk(stores, entry, session)
    requireOpen(desk, addendum)
    const {facts, answer} = await record(desk)
    await appendFacts(
      stores,
      {entry, ids: ctx.ids},
      {report: desk.report, drafts: [...joined(desk, addendum), ...facts], addendum},
    )
    note(desk, facts, reason)
    return answer
  })
}

/** The id of a session that people name by code, to lock it before it is read. */
export async function sessionId(ctx: Context<DeliveryStores>, key: string): Promise<SessionId> {
  return ctx.read('report.read', async ({sessions}) => (await sessions.get(key)).id)
}

async function openDesk(stores: DeliveryStores, entry: Entry, session: Session): Promise<Desk> {
  const report = await stores.delivery.report(session.id)
  if (!report) throw notOpen(session)
  return {
    stores,
    entry,
    session,
    institution: await theInstitution(stores),
    report,
    roster: await rosterOf(stores, session),
    known: await stores.delivery.candidates(session.id),
    state: foldReport(await stores.delivery.facts(session.id, [])),
  }
}

function requireOpen({state, session}: Desk, addendum: boolean): void {
  if (state.signed && !addendum)
    throw refuse('report', [
      {
        code: 'report.signed',
        message: `The report of ${session.code} is signed and stays as it is; add to it with: ontrac report addendum ${session.code}`,
      },
    ])
  if (!state.signed && addendum)
    throw refuse('report', [
      {code: 'report.not-signed', message: `The report of ${session.code} is not signed yet; simply record it.`},
    ])
}

function notOpen({code}: Session): ExamError {
  return refuse('report', [
    {code: 'report.not-open', message: `${code} has no report yet; open it with: ontrac report open ${code}`},
  ])
}

/** Who was enrolled since the report was opened joins it; after signing the list stays as it was. */
function joined({roster, known}: Desk, addendum: boolean): readonly FactDraft[] {
  return addendum ? [] : rosterFacts(roster, known)
}

function note({entry, session}: Desk, facts: readonly FactDraft[], reason: string | undefined): void {
  const persons = new Set(facts.flatMap(({about}) => (about ? [about.personId] : [])))
  const [only] = persons.size === 1 ? persons : []
  const counts = Object.fromEntries([...Map.groupBy(facts, ({kind}) => kind)].map(([kind, all]) => [kind, all.length]))
  entry.note({
    about: ['session', session.id],
    facts: {code: session.code, recorded: counts},
    ...(only ? {for: only} : {}),
    ...(reason ? {text: reason} : {}),
  })
}
