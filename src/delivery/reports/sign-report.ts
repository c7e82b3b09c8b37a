import {z} from 'zod'
import type {Access, Context, Entry} from '../../context.ts'
import {type Reason, refuse, refuseIfAny} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import {fullName} from '../../institution/people/names.ts'
import {parsed} from '../../parsed.ts'
import type {Session, SessionDuty} from '../../planning/model.ts'
import type {Instant} from '../../time.ts'
import type {ReportSignature, SessionReport} from '../model.ts'
import {reportDigest} from './report-digest.ts'
import type {FactDraft} from './report-facts.ts'
import type {CandidateState} from './candidate-state.ts'
import {foldReport, type Report} from './report-fold.ts'
import {appendFacts, rosterFacts} from './report-record.ts'
import {type Candidate, rosterOf} from '../lists/roster.ts'
import {dutiesAt, requirePost} from '../lists/session-staff.ts'
import type {DeliveryStores} from '../store.ts'

export const SignReport = z.strictObject({session: z.string(), reason: z.string().optional()})

export type SignedReport = Readonly<{session: string; signer: string; role: string; signedAt: Instant; digest: string}>

/**
 * Signs a session's report: the one who acts confirms what it says by name, role, time and hash. The first signature asks
 * for a complete report and ends recording; from then on there are only addenda.
 *
 * @throws ExamError `report.refused` with `report.not-open`, `report.closed`, `report.signed-already`,
 *   `report.signer-unknown`, and for the first signature `report.not-begun`, `report.paused`,
 *   `report.attendance-missing`, `report.id-missing`, `report.late-undecided`, `report.disputed`; as `requirePost`
 */
export async function signReport(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof SignReport>,
): Promise<SignedReport> {
  const {session: key, reason} = parsed(SignReport, input)
  const {id, leads} = await ctx.read('report.read', async (stores, access) => {
    const session = await stores.sessions.get(key)
    const [duty] = await dutiesAt(stores, access.person, session)
    return {id: session.id, leads: signerRole(access, duty, reason) !== 'invigilator'}
  })
  // An invigilator confirms what he recorded; only the lead's signature is a deed of its own, since it closes the report.
  return ctx.write(leads ? 'report.sign' : 'report.record', {lock: {session: [id]}}, async (stores, entry) => {
    const session = await stores.sessions.get(id)
    await requirePost(stores, entry, {session, post: 'staff', reason})
    const report = await stores.delivery.report(id)
    if (!report)
      throw refuse('report', [
        {
          code: 'report.not-open',
          message: `${session.code} has no report yet; open it with: ontrac report open ${session.code}`,
        },
      ])
    const complete = await completed(ctx, stores, {entry, session, report})
    return sign(ctx, stores, {entry, session, report: complete, reason})
  })
}

type Signing = Readonly<{entry: Entry; session: Session; report: SessionReport}>

/** Brings the list of candidates up to date before the first signature, and refuses while something is missing. */
async function completed(
  ctx: Context<DeliveryStores>,
  stores: DeliveryStores,
  {entry, session, report}: Signing,
): Promise<SessionReport> {
  const signatures = await stores.signatures.all({sessionId: session.id})
  const before = foldReport(await stores.delivery.facts(session.id))
  refuseIfAny('report', signerReasons(entry, {report, signatures, session}))
  if (before.signed) return report
  const roster = await rosterOf(stores, session)
  const drafts = [...rosterFacts(roster, await stores.delivery.candidates(session.id)), ...goneFacts(roster, before)]
  const now = await appendFacts(stores, {entry, ids: ctx.ids}, {report, drafts})
  refuseIfAny(
    'report',
    completenessReasons(session, {roster, state: foldReport(await stores.delivery.facts(session.id)), now: entry.now}),
  )
  return now
}

async function sign(
  ctx: Context<DeliveryStores>,
  stores: DeliveryStores,
  {entry, session, report, reason}: Signing & Readonly<{reason: string | undefined}>,
): Promise<SignedReport> {
  const digest = reportDigest(ctx.hash, await stores.delivery.facts(session.id))
  const [person] = await stores.persons.history({id: entry.person as PersonId})
  const [duty] = await dutiesAt(stores, entry.person, session)
  const role = signerRole(entry, duty, reason)
  const signerName = person ? fullName(person) : ''
  await stores.signatures.add([
    {
      id: ctx.ids.next<string>(),
      sessionId: session.id,
      personId: entry.person as PersonId,
      signerName,
      signerRole: role,
      signedAt: entry.now,
      digest,
    },
  ])
  await appendFacts(stores, {entry, ids: ctx.ids}, {report, drafts: [{kind: 'signed', detail: {role}, text: reason}]})
  entry.note({
    about: ['session', session.id],
    facts: {code: session.code, signed: digest, as: role},
    ...(reason ? {text: reason} : {}),
  })
  return {session: session.code, signer: person?.staffCode ?? '', role, signedAt: entry.now, digest}
}

/** As what somebody signs: by his duty there, unless the office signs in the lead's place and says why. */
function signerRole({role}: Access, duty: SessionDuty['duty'] | undefined, reason: string | undefined): string {
  return role === 'office' && reason ? role : (duty ?? role)
}

type Signed = Readonly<{session: Session; report: SessionReport; signatures: readonly ReportSignature[]}>

function signerReasons({person}: Entry, {session, report, signatures}: Signed): readonly Reason[] {
  if (report.state === 'signed') return [{code: 'report.closed', message: `The report of ${session.code} is closed.`}]
  if (person === null)
    return [{code: 'report.signer-unknown', message: 'A signature needs a person; map your user with: ontrac user map'}]
  if (signatures.some(({personId}) => personId === person))
    return [{code: 'report.signed-already', message: `You signed the report of ${session.code} already.`}]
  return []
}

function goneFacts(roster: readonly Candidate[], {candidates}: Report): readonly FactDraft[] {
  const there = new Set(roster.map(({enrolment}) => enrolment.id))
  return [...candidates.values()]
    .filter(({enrolmentId, onList}) => onList && !there.has(enrolmentId))
    .map(({enrolmentId, personId}) => ({kind: 'candidate-gone', detail: {}, about: {personId, enrolmentId}}))
}

type Completeness = Readonly<{roster: readonly Candidate[]; state: Report; now: Instant}>

function completenessReasons({code, startsAt}: Session, {roster, state, now}: Completeness): readonly Reason[] {
  const unknown = missing(roster, state, ({attendance}) => attendance === 'notKnown')
  const unchecked = missing(
    roster,
    state,
    (candidate, {exam}) =>
      exam.rules.idRequired && tookPart(candidate) && !candidate.idChecked && candidate.idDecision === null,
  )
  const undecided = missing(roster, state, (each) => each.tooLate && tookPart(each) && each.lateDecision === null)
  const disputed = missing(roster, state, ({disputes}) => disputes.length > 0)
  return [
    ...(now < startsAt
      ? [{code: 'report.not-begun', message: `${code} has not begun; sign its report afterwards.`}]
      : []),
    ...(state.phase === 'paused'
      ? [{code: 'report.paused', message: `${code} is paused; go on with: ontrac report resume ${code}`}]
      : []),
    ...named(
      'report.disputed',
      disputed,
      `Two people said different things of %; look with: ontrac report show ${code}, and say which is right with: ontrac report settle ${code} FACT`,
    ),
    ...named(
      'report.late-undecided',
      undecided,
      `% came too late and took part; record who decided that with: ontrac report admit ${code}`,
    ),
    ...named(
      'report.attendance-missing',
      unknown,
      `Attendance is not known of %; record it with: ontrac report attendance ${code}`,
    ),
    ...named('report.id-missing', unchecked, `The ID of % was not checked; record it with: ontrac report id ${code}`),
  ]
}

function missing(
  roster: readonly Candidate[],
  {candidates}: Report,
  lacks: (state: CandidateState, candidate: Candidate) => boolean,
): readonly string[] {
  const found = roster.filter((candidate) => {
    const state = candidates.get(candidate.enrolment.id)
    return state !== undefined && lacks(state, candidate)
  })
  return [...new Set(found.map(({person}) => person.studentNumber ?? ''))]
}

function named(code: string, students: readonly string[], message: string): readonly Reason[] {
  return students.length === 0 ? [] : [{code, message: message.replace('%', students.join(', ')), details: {students}}]
}

function tookPart({attendance}: CandidateState): boolean {
  return attendance === 'present' || attendance === 'notFinished'
}

/** Whether the lead signed, or the office in his place. */
export function isSignedByLead(signatures: readonly ReportSignature[]): boolean {
  return signatures.some(({signerRole}) => signerRole !== 'invigilator')
}
