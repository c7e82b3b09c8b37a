import type {Context, Entry, Lock, WriteOptions} from '../../context.ts'
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
import {asStarted} from './session-clock.ts'
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
  /** As of {@link WriteOptions}. */
  key?: string | undefined
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
  {deed, session: named, post, reason, addendum = false, lock = {}, key}: DeskRequest,
  record: (desk: Desk) => Promise<Recording<T>> | Recording<T>,
): Promise<T> {
  const id = await sessionId(ctx, named)
  const options: WriteOptions = {lock: {...lock, session: [id]}, ...(key === undefined ? {} : {key})}
  return ctx.write(deed, options, async (stores, entry) =>
    recordAt({ctx, stores, entry}, {session: id, post, reason, addendum}, record),
  )
}

/** In whose transaction something is recorded. */
export type Recorder = Readonly<{ctx: Pick<Context<DeliveryStores>, 'ids'>; stores: DeliveryStores; entry: Entry}>

/** Records in one session's report, in a transaction that holds its lock already; see {@link atDesk}. */
export async function recordAt<T>(
  {ctx, stores, entry}: Recorder,
  {session: id, post, reason, addendum = false}: Omit<DeskRequest, 'deed' | 'lock' | 'key'>,
  record: (desk: Desk) => Promise<Recording<T>> | Recording<T>,
): Promise<T> {
  const session = await stores.sessions.get(id)
  const held = await requirePost(stores, entry, {session, post, reason})
  const desk = await openDesk(stores, entry, session)
  requireOpen(desk, addendum)
  const {facts, answer} = await record(desk)
  // What the lead says settles what others said differently; an invigilator's word stands beside theirs (issue 4).
  const basis = held === 'lead' ? null : desk.report.version
  const drafts = [...joined(desk, addendum), ...facts]
  await appendFacts(stores, {entry, ids: ctx.ids}, {report: desk.report, drafts, addendum, basis})
  noteRecorded(desk, facts, reason)
  return answer
}

/** The id of a session that people name by code, to lock it before it is read. */
export async function sessionId(ctx: Context<DeliveryStores>, key: string): Promise<SessionId> {
  return ctx.read('report.read', async ({sessions}) => (await sessions.get(key)).id)
}

/** Opens a session's report to record in it. @throws ExamError `report.refused` with `report.not-open` */
export async function openDesk(stores: DeliveryStores, entry: Entry, session: Session): Promise<Desk> {
  const report = await stores.delivery.report(session.id)
  if (!report) throw notOpen(session)
  const state = foldReport(await stores.delivery.facts(session.id, []))
  return {
    stores,
    entry,
    session,
    institution: await theInstitution(stores),
    report,
    roster: asStarted(await rosterOf(stores, session), {session, state}),
    known: await stores.delivery.candidates(session.id),
    state,
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
export function joined({roster, known}: Desk, addendum: boolean): readonly FactDraft[] {
  return addendum ? [] : rosterFacts(roster, known)
}

/** Leaves in the audit trail what was recorded, in counts by kind. */
export function noteRecorded({entry, session}: Desk, facts: readonly FactDraft[], reason: string | undefined): void {
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
