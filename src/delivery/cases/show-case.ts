import type {Context} from '../../context.ts'
import type {PersonId} from '../../ids.ts'
import {listName} from '../../institution/people/names.ts'
import type {Instant} from '../../time.ts'
import {caseFile} from './case-file.ts'
import type {Case, CaseCandidate, CaseNote} from '../model.ts'
import {requireOwnSession} from '../reports/own-session.ts'
import type {DeliveryStores} from '../store.ts'

/** A case with its candidates and everything that was written in it. */
export type ShownCase = Readonly<{
  case: string
  kind: Case['kind']
  scope: Case['scopeKind']
  session: string | null
  severity: Case['severity']
  state: Case['state']
  openedAt: Instant
  decidedAt: Instant | null
  inspectorateToldAt: Instant | null
  cvteAskedAt: Instant | null
  candidates: readonly Readonly<{
    student: string
    name: string
    exam: string
    heardAt: Instant | null
    decision: CaseCandidate['decision']
    decidedAt: Instant | null
  }>[]
  /** In the order of writing; `by` is a staff code. */
  notes: readonly Readonly<{kind: string; student: string | null; content: string; at: Instant; by: string | null}>[]
}>

/** A case in full, as far as its students are within reach; a lead sees those of his own sessions. @throws ExamError `case.not-found`, `report.not-your-session` */
export async function showCase(
  ctx: Context<DeliveryStores>,
  {case: key}: Readonly<{case: string}>,
): Promise<ShownCase> {
  return ctx.read('case.read', async (stores, access) => {
    const {case: found, parties} = await caseFile(stores, key)
    const [session] = found.sessionId === null ? [] : await stores.sessions.history({id: found.sessionId})
    if (session) await requireOwnSession(stores, access, session)
    const notes = await stores.caseNotes.all({caseId: found.id}, {orderBy: 'at'})
    const {code, kind, scopeKind, severity, state, openedAt, decidedAt, inspectorateToldAt, cvteAskedAt} = found
    return {
      case: code,
      kind,
      scope: scopeKind,
      session: session?.code ?? null,
      severity,
      state,
      openedAt,
      decidedAt,
      inspectorateToldAt,
      cvteAskedAt,
      candidates: parties.map(({candidate, person, exam}) => ({
        student: person.studentNumber ?? '',
        name: listName(person),
        exam: exam.code,
        heardAt: candidate.heardAt,
        decision: candidate.decision,
        decidedAt: candidate.decidedAt,
      })),
      notes: await named(stores, notes),
    }
  })
}

async function named({persons}: DeliveryStores, notes: readonly CaseNote[]): Promise<ShownCase['notes']> {
  const ids = new Set<PersonId>(notes.flatMap(({personId, byPersonId}) => [personId ?? [], byPersonId ?? []].flat()))
  const codes = new Map(
    (await persons.history({id: [...ids]})).map(({id, studentNumber, staffCode}) => [id, studentNumber ?? staffCode]),
  )
  return notes
    .filter(({personId}) => personId === null || codes.has(personId))
    .map(({kind, personId, content, at, byPersonId}) => ({
      kind,
      student: personId === null ? null : (codes.get(personId) ?? null),
      content,
      at,
      by: byPersonId === null ? null : (codes.get(byPersonId) ?? null),
    }))
}
