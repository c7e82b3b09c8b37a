import type {Access, Context} from '../../context.ts'
import type {CaseId, SessionId} from '../../ids.ts'
import type {Instant} from '../../time.ts'
import type {Case} from '../model.ts'
import type {DeliveryStores} from '../store.ts'
import {UNDECIDED} from './case-scope.ts'

/** A case as a list shows it. */
export type CaseLine = Readonly<{
  case: string
  kind: Case['kind']
  scope: Case['scopeKind']
  session: string | null
  exam: string | null
  severity: Case['severity']
  state: Case['state']
  candidates: number
  undecided: number
  openedAt: Instant
}>

export type CaseFilter = Readonly<{
  session?: string | undefined
  state?: Case['state'] | undefined
  undecided?: boolean | undefined
  after?: string | undefined
  limit?: number | undefined
}>

/** Cases by code, a page at a time; a lead sees those of his own sessions, a board those of its own students. @throws ExamError `session.not-found` */
export async function listCases(ctx: Context<DeliveryStores>, filter: CaseFilter = {}): Promise<readonly CaseLine[]> {
  return ctx.read('case.read', async (stores, access) => {
    const {session, state, undecided = false, after, limit = 1000} = filter
    const at = session === undefined ? undefined : (await stores.sessions.get(session)).id
    const found = await stores.cases.all(
      {
        ...(at === undefined ? {} : {sessionId: at}),
        ...(await ownCases(stores, access)),
        ...wantedStates(state, undecided),
      },
      {limit, ...(after === undefined ? {} : {after})},
    )
    return linesOf(stores, found)
  })
}

function wantedStates(
  state: Case['state'] | undefined,
  undecided: boolean,
): {state?: Case['state'] | readonly Case['state'][]} {
  if (state !== undefined) return {state}
  return undecided ? {state: UNDECIDED} : {}
}

/** A lead's cases are those of his sessions; a board's and its functionary's those about a student of theirs. */
async function ownCases(
  {duties, caseCandidates}: DeliveryStores,
  {reach, role, person}: Access,
): Promise<Readonly<{id?: readonly CaseId[]}> & Readonly<{sessionId?: readonly SessionId[]}>> {
  if (reach === 'all') return {}
  if (role === 'board' || role === 'functionary')
    return {id: [...new Set((await caseCandidates.history()).map(({caseId}) => caseId))]}
  const held = person === null ? [] : await duties.all({personId: person})
  return {sessionId: [...new Set(held.map(({sessionId}) => sessionId))]}
}

async function linesOf(
  {sessions, exams, delivery}: DeliveryStores,
  cases: readonly Case[],
): Promise<readonly CaseLine[]> {
  const held = new Map(
    (await sessions.history({id: cases.flatMap(({sessionId}) => sessionId ?? [])})).map(({id, code}) => [id, code]),
  )
  const about = new Map(
    (await exams.history({id: cases.flatMap(({examId}) => examId ?? [])})).map(({id, code}) => [id, code]),
  )
  const progress = new Map((await delivery.caseProgress(cases.map(({id}) => id))).map((each) => [each.caseId, each]))
  return cases.map(({id, code, kind, scopeKind, sessionId, examId, severity, state, openedAt}) => ({
    case: code,
    kind,
    scope: scopeKind,
    session: sessionId === null ? null : (held.get(sessionId) ?? null),
    exam: examId === null ? null : (about.get(examId) ?? null),
    severity,
    state,
    candidates: progress.get(id)?.candidates ?? 0,
    undecided: state === 'withdrawn' ? 0 : (progress.get(id)?.undecided ?? 0),
    openedAt,
  }))
}
