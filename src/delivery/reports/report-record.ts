import type {Entry} from '../../context.ts'
import type {EnrolmentId, PersonId, SessionId} from '../../ids.ts'
import type {Ids} from '../../ports.ts'
import type {CandidateReport, ReportFact, SessionReport} from '../model.ts'
import type {FactDraft} from './report-facts.ts'
import {candidateReport} from './candidate-state.ts'
import {foldReport} from './report-fold.ts'
import type {Candidate} from '../lists/roster.ts'
import type {DeliveryStores} from '../store.ts'

/** What is received in one go. Needs the session's lock: it gives the facts their numbers. */
export type Receipt = Readonly<{
  report: SessionReport
  drafts: readonly FactDraft[]
  addendum?: boolean
  /** What whoever says it had seen, unless a draft says so itself; without it he settles what others said. */
  basis?: number | null
}>

/** Adds facts to a report and folds again what they are about, in the same transaction; answers the report as it is then. */
export async function appendFacts(
  stores: DeliveryStores,
  {entry, ids}: Readonly<{entry: Entry; ids: Ids}>,
  {report, drafts, addendum = false, basis = null}: Receipt,
): Promise<SessionReport> {
  if (drafts.length === 0) return report
  const {sessionId} = report
  const said = {receivedAt: entry.now, byPersonId: entry.person, addendum, basis}
  await stores.delivery.addFacts(
    drafts.map((draft, i) => ({
      ...said,
      ...toRow(draft),
      id: ids.next<string>(),
      sessionId,
      number: report.version + 1 + i,
    })),
  )
  const version = report.version + drafts.length
  await stores.delivery.changeReport(sessionId, {version})
  await foldAgain(stores, sessionId, {about: personsIn(drafts), version})
  return {...report, version}
}

/** The facts that bring the report's list of candidates up to the enrolments that there are: office and planners may change them on the day. */
export function rosterFacts(roster: readonly Candidate[], known: readonly CandidateReport[]): readonly FactDraft[] {
  const listed = new Set<EnrolmentId>(known.map(({enrolmentId}) => enrolmentId))
  return roster
    .filter(({enrolment}) => !listed.has(enrolment.id))
    .map(({enrolment}) => ({
      kind: 'candidate',
      detail: {extraMinutes: enrolment.extraMinutes},
      about: {personId: enrolment.personId, enrolmentId: enrolment.id},
    }))
}

type Row = Pick<ReportFact, 'kind' | 'detail' | 'personId' | 'enrolmentId' | 'clientId' | 'deviceAt' | 'offsetMs'> &
  Partial<Pick<ReportFact, 'basis'>>

const NOT_ON_A_DEVICE = {clientId: null, deviceAt: null, offsetMs: null}

function toRow({kind, detail, about, text = '', made}: FactDraft): Row {
  const {personId, enrolmentId} = about ?? {personId: null, enrolmentId: null}
  return {kind, detail: {...detail, text}, personId, enrolmentId, ...(made ?? NOT_ON_A_DEVICE)}
}

/** The students about whom something counted is said; undefined when it is about everybody. */
function personsIn(drafts: readonly FactDraft[]): readonly PersonId[] | undefined {
  if (drafts.some(({kind, about}) => kind === 'extended' && about === undefined)) return undefined
  return [...new Set(drafts.flatMap(({about}) => (about?.enrolmentId ? [about.personId] : [])))]
}

async function foldAgain(
  {delivery}: DeliveryStores,
  session: SessionId,
  {about, version}: Readonly<{about: readonly PersonId[] | undefined; version: number}>,
): Promise<void> {
  if (about?.length === 0) return
  const {candidates} = foldReport(await delivery.facts(session, about))
  await delivery.keepCandidates([...candidates.values()].map((state) => candidateReport(state, session, version)))
}
