import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {CaseId, ExamId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Session} from '../../planning/model.ts'
import {caseCandidate, inScope} from './case-scope.ts'
import type {Case} from '../model.ts'
import {sessionId} from '../reports/report-desk.ts'
import {type Candidate, candidatesOf, rosterOf} from '../lists/roster.ts'
import {requirePost} from '../lists/session-staff.ts'
import type {DeliveryStores} from '../store.ts'

export const CASE_KINDS = ['irregularity', 'fraud', 'calamity'] as const
export const CASE_SCOPES = ['candidates', 'exam', 'session'] as const

export const OpenCase = z
  .strictObject({
    session: z.string(),
    kind: z.enum(CASE_KINDS),
    scope: z.enum(CASE_SCOPES),
    /** Student numbers; with scope `candidates`. */
    students: z.array(z.string()).default([]),
    /** With scope `exam`; with `candidates`, where only one of a student's exams is meant. */
    exam: z.string().optional(),
    /** What happened. */
    text: z.string().trim().min(1),
  })
  .refine(({scope, students}) => (scope === 'candidates') === students.length > 0, {
    message: 'Name the students with scope candidates, and only then',
  })
  .refine(({scope, exam}) => scope !== 'exam' || exam !== undefined, {message: 'Name the exam with scope exam'})
  .refine(({scope, exam}) => scope !== 'session' || exam === undefined, {
    message: 'Scope session is about all its exams',
  })

export type OpenedCase = Readonly<{
  case: string
  session: string
  kind: Case['kind']
  scope: Case['scopeKind']
  candidates: number
}>

/**
 * Opens a case on what happened at a session. From then on nothing is established of the candidates in its scope until it is
 * decided on them.
 *
 * @throws ExamError `session.not-found`, `exam.not-found`; `case.refused` with `case.not-published`, `case.nobody`,
 *   `case.not-a-candidate`; as `requirePost`
 */
export async function openCase(ctx: Context<DeliveryStores>, input: z.input<typeof OpenCase>): Promise<OpenedCase> {
  const wanted = parsed(OpenCase, input)
  const id = await sessionId(ctx, wanted.session)
  return ctx.write('case.open', {lock: {session: [id]}}, async (stores, entry) => {
    const session = await stores.sessions.get(id)
    await requirePost(stores, entry, {session, post: 'staff', reason: wanted.text})
    const examId = wanted.exam === undefined ? null : (await stores.exams.get(wanted.exam)).id
    const candidates = await meant(stores, session, {wanted, examId})
    refuseIfAny('case', reasonsAgainst(session, candidates))
    const opened = newCase({id: ctx.ids.next<CaseId>(), code: ctx.ids.code(6)}, {wanted, session, examId})
    await stores.cases.add([{...opened, openedBy: entry.person, openedAt: entry.now}])
    await stores.caseCandidates.add(candidates.map((candidate) => caseCandidate(ctx.ids, opened.id, candidate)))
    await stores.caseNotes.add([
      {
        id: ctx.ids.next<string>(),
        caseId: opened.id,
        personId: null,
        kind: 'opened',
        content: wanted.text,
        at: entry.now,
        byPersonId: entry.person,
      },
    ])
    const {code, kind, scopeKind} = opened
    entry.note({
      about: ['case', opened.id],
      facts: {code, kind, scope: scopeKind, session: session.code, candidates: candidates.length},
      text: wanted.text,
    })
    return {case: code, session: session.code, kind, scope: scopeKind, candidates: candidates.length}
  })
}

type Wanted = z.output<typeof OpenCase>

async function meant(
  stores: DeliveryStores,
  session: Session,
  {wanted, examId}: Readonly<{wanted: Wanted; examId: ExamId | null}>,
): Promise<readonly Candidate[]> {
  const roster = await rosterOf(stores, session)
  if (wanted.scope !== 'candidates') return inScope(roster, {scopeKind: wanted.scope, examId})
  return candidatesOf(roster, {students: [...new Set(wanted.students)], exam: wanted.exam, noun: 'case'})
}

function reasonsAgainst({code, state}: Session, candidates: readonly Candidate[]): readonly Reason[] {
  if (state === 'planned')
    return [{code: 'case.not-published', message: `${code} is not published; nobody is enrolled in it yet.`}]
  return candidates.length > 0
    ? []
    : [{code: 'case.nobody', message: `Nobody in ${code} is in the scope of this case.`}]
}

type Name = Readonly<{id: CaseId; code: string}>

function newCase(
  name: Name,
  {wanted, session, examId}: Readonly<{wanted: Wanted; session: Session; examId: ExamId | null}>,
): Omit<Case, 'openedBy' | 'openedAt'> {
  return {
    ...name,
    kind: wanted.kind,
    scopeKind: wanted.scope,
    sessionId: session.id,
    examId,
    severity: null,
    state: 'open',
    inspectorateToldAt: null,
    cvteAskedAt: null,
    decidedAt: null,
    version: 1,
  }
}
