import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import type {PersonId, PoolId, SessionId} from '../../ids.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {parsed} from '../../parsed.ts'
import type {Session} from '../../planning/model.ts'
import type {Instant} from '../../time.ts'
import {settleAbsences} from './absences-at-close.ts'
import {RECORD_ASSESSED} from './assessed-job.ts'
import {renumber} from './attempt-numbers.ts'
import {joinCases} from '../cases/case-scope.ts'
import {freePlaces} from '../lists/freed-places.ts'
import type {ReportSignature, SessionReport} from '../model.ts'
import {attemptsOf} from './report-attempts.ts'
import {reportDigest} from './report-digest.ts'
import type {Attendance, Fact} from './report-facts.ts'
import {foldReport} from './report-fold.ts'
import {appendFacts} from './report-record.ts'
import {type Candidate, rosterOf} from '../lists/roster.ts'
import {requirePost} from '../lists/session-staff.ts'
import {isSignedByLead} from './sign-report.ts'
import type {DeliveryStores} from '../store.ts'

export const CloseReport = z.strictObject({session: z.string(), reason: z.string().optional()})

export type ClosedReport = Readonly<{
  session: string
  state: Session['state']
  closedAt: Instant
  digest: string
  candidates: number
  attempts: number
  attendance: Readonly<Partial<Record<Attendance, number>>>
}>

/**
 * Closes a signed report: it is locked with the digest of its facts, the session is reported (or stays aborted), and every
 * enrolment becomes an attempt with its attendance. Absences wait to be judged; of an aborted session those who did not hand
 * in lose no attempt and can be placed again.
 *
 * @throws ExamError `report.refused` with `report.not-open`, `report.closed`, `report.lead-not-signed`, `report.tampered`;
 *   as `requirePost`, for the lead
 */
export async function closeReport(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof CloseReport>,
): Promise<ClosedReport> {
  const {session: key, reason} = parsed(CloseReport, input)
  const {id, persons, pools} = await concerned(ctx, key)
  return ctx.write('report.sign', {lock: {person: persons, session: [id], pool: pools}}, async (stores, entry) => {
    const session = await stores.sessions.get(id)
    await requirePost(stores, entry, {session, post: 'lead', reason})
    const facts = await stores.delivery.facts(id)
    const digest = reportDigest(ctx.hash, facts)
    const report = await stores.delivery.report(id)
    const signatures = await stores.signatures.all({sessionId: id})
    refuseIfAny('report', reasonsAgainst(session, {report, facts, signatures, digest}))
    const roster = await rosterOf(stores, session)
    requireLocked(roster, persons)
    return lock(ctx, stores, {entry, session, report: report!, facts, digest, roster, reason})
  })
}

type Locked = Readonly<{id: SessionId; persons: readonly PersonId[]; pools: readonly PoolId[]}>

/** Attempts are counted per student, so every candidate is locked before the first is counted (design rule 6). */
async function concerned(ctx: Context<DeliveryStores>, key: string): Promise<Locked> {
  return ctx.read('report.read', async ({sessions, enrolments, pools}) => {
    const {id} = await sessions.get(key)
    const persons = new Set((await enrolments.all({sessionId: id})).map(({personId}) => personId))
    return {id, persons: [...persons], pools: (await pools.all({sessionId: id})).map((pool) => pool.id)}
  })
}

function requireLocked(roster: readonly Candidate[], persons: readonly PersonId[]): void {
  const locked = new Set(persons)
  if (roster.every(({person}) => locked.has(person.id))) return
  throw new ExamError('unavailable', 'store.busy', 'Somebody was enrolled in this session just now; try again.')
}

type Situation = Readonly<{
  report: SessionReport | undefined
  facts: readonly Fact[]
  signatures: readonly ReportSignature[]
  digest: string
}>

function reasonsAgainst({code}: Session, {report, facts, signatures, digest}: Situation): readonly Reason[] {
  if (!report)
    return [{code: 'report.not-open', message: `${code} has no report yet; open it with: ontrac report open ${code}`}]
  if (report.state === 'signed') return [{code: 'report.closed', message: `The report of ${code} is closed already.`}]
  const {ignored} = foldReport(facts)
  const changed = ignored.length > 0 || signatures.some((signature) => signature.digest !== digest)
  return [
    ...(isSignedByLead(signatures)
      ? []
      : [{code: 'report.lead-not-signed', message: `The lead signs ${code} first, with: ontrac report sign ${code}`}]),
    ...(changed
      ? [
          {
            code: 'report.tampered',
            message: `The report of ${code} is not what was signed; ask the exam office to look at the audit trail.`,
          },
        ]
      : []),
  ]
}

type Closing = Readonly<{
  entry: Entry
  session: Session
  report: SessionReport
  facts: readonly Fact[]
  digest: string
  roster: readonly Candidate[]
  reason: string | undefined
}>

async function lock(ctx: Context<DeliveryStores>, stores: DeliveryStores, closing: Closing): Promise<ClosedReport> {
  const {entry, session, report, digest, roster, reason} = closing
  await stores.delivery.changeReport(session.id, {state: 'signed', signedAt: entry.now, digest})
  await appendFacts(stores, {entry, ids: ctx.ids}, {report, drafts: [{kind: 'closed', detail: {}, text: reason}]})
  const aborted = session.state === 'aborted'
  if (!aborted) await stores.sessions.change(session.id, {state: 'reported'})
  const attempts = await makeAttempts(ctx, stores, closing)
  await planAssessed(stores, closing)
  const attendance: ClosedReport['attendance'] = Object.fromEntries(
    [...Map.groupBy(attempts, ({attendance}) => attendance)].map(([code, all]) => [code, all.length]),
  )
  const state = aborted ? session.state : 'reported'
  entry.note({
    about: ['session', session.id],
    facts: {code: session.code, state, digest, attempts: attempts.length},
    ...(reason ? {text: reason} : {}),
  })
  const candidates = new Set(roster.map(({person}) => person.id)).size
  return {session: session.code, state, closedAt: entry.now, digest, candidates, attempts: attempts.length, attendance}
}

/** What assessors agreed on can become results now that there are attempts. */
async function planAssessed({duties, jobs}: DeliveryStores, {session: {id}, entry}: Closing): Promise<void> {
  if ((await duties.count({sessionId: id, duty: 'assessor'})) === 0) return
  await jobs.plan([{kind: RECORD_ASSESSED, key: id, payload: {session: id}, dueAt: entry.now}])
}

async function makeAttempts(
  ctx: Context<DeliveryStores>,
  stores: DeliveryStores,
  {entry, session, facts, roster}: Closing,
) {
  const {policy} = await theInstitution(stores)
  const {candidates} = foldReport(facts)
  const aborted = session.state === 'aborted'
  const attempts = attemptsOf(roster, {session, candidates, ids: ctx.ids, policy, aborted})
  await stores.attempts.add(attempts)
  await renumber(stores, attempts)
  await joinCases(stores, {ids: ctx.ids, session, roster})
  await settleAbsences(stores, {ctx, entry, attempts, aborted})
  if (aborted) {
    const left = new Set(
      attempts.filter(({attendance}) => attendance !== 'present').map(({enrolmentId}) => enrolmentId),
    )
    const enrolments = roster.map(({enrolment}) => enrolment).filter(({id}) => left.has(id))
    await freePlaces(stores, entry, {enrolments, reason: 'session-aborted'})
  }
  return attempts
}
