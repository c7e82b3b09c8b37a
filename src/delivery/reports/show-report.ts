import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {type EnrolmentId, type ExamId, isId, type PersonId, type RoomId} from '../../ids.ts'
import type {Json} from '../../json.ts'
import {fullName, listName} from '../../institution/people/names.ts'
import type {Session} from '../../planning/model.ts'
import {type Instant, plusMinutes} from '../../time.ts'
import type {ReportSignature, SessionReport} from '../model.ts'
import {requireOwnSession} from './own-session.ts'
import {reportDigest} from './report-digest.ts'
import type {Attendance, Fact, FactKind} from './report-facts.ts'
import {corrections, isAdmitted} from './candidate-state.ts'
import {foldReport, type Report} from './report-fold.ts'
import {type Candidate, rosterOf} from '../lists/roster.ts'
import {asStarted} from './session-clock.ts'
import {type ShownWalkIn, shownWalkIns} from './shown-walk-ins.ts'
import type {DeliveryStores, Stranger} from '../store.ts'

/** A candidate as the report shows him; `endsAt` is with all his extra minutes. */
export type ReportedCandidate = Readonly<{
  student: string
  name: string
  exam: string
  seat: string | null
  attendance: Attendance
  arrivedAt: Instant | null
  lateMinutes: number
  admitted: boolean
  idChecked: boolean
  extraMinutes: number
  incidentMinutes: number
  endsAt: Instant
  handedInAt: Instant | null
  device: string
  /** How often something said of him was replaced by something later. */
  corrections: number
  /** Numbers of facts that contradict each other, the one that shows first, until the lead settles which is right. */
  disputed: readonly number[]
}>

/** A fact as the report shows it; `by` is a staff code, `student` a number. */
export type ReportedFact = Readonly<{
  number: number
  kind: FactKind
  student: string | null
  exam: string | null
  receivedAt: Instant
  by: string | null
  addendum: boolean
  detail: Json
}>

export type ShownReport = Readonly<{
  session: string
  state: Session['state']
  /** The session's zone, to read its instants by. */
  zone: string
  phase: Report['phase']
  openedAt: Instant
  /** When the lead let everybody begin; null while that is as planned. */
  startedAt: Instant | null
  closedAt: Instant | null
  digest: string | null
  /** False when the facts are no longer those that were signed. */
  intact: boolean
  signatures: readonly Readonly<{name: string; role: string; signedAt: Instant; digest: string}>[]
  attendance: Readonly<Partial<Record<Attendance, number>>>
  candidates: readonly ReportedCandidate[]
  walkIns: readonly ShownWalkIn[]
  facts: readonly ReportedFact[]
}>

/**
 * The report of a session: its candidates, everything that was said in order of receipt, and its signatures, with whether
 * they still fit. What concerns students whom the one who asks may not see is left out.
 *
 * @throws ExamError `session.not-found`, `report.not-your-session`; `report.missing` while there is none
 */
export async function showReport(
  ctx: Context<DeliveryStores>,
  {session: key}: Readonly<{session: string}>,
): Promise<ShownReport> {
  return ctx.read('report.read', async (stores, access) => {
    const session = await stores.sessions.get(key)
    await requireOwnSession(stores, access, session)
    const report = await stores.delivery.report(session.id)
    if (!report)
      throw new ExamError(
        'not-found',
        'report.missing',
        `${session.code} has no report yet; open it with: ontrac report open ${session.code}`,
      )
    const facts = await stores.delivery.facts(session.id)
    const signatures = await stores.signatures.all({sessionId: session.id}, {orderBy: 'signedAt'})
    const state = foldReport(facts)
    const strangers = await stores.delivery.strangers(state.walkIns.map(({personId}) => personId))
    const roster = asStarted(await rosterOf(stores, session, listedIn(state)), {session, state})
    const candidates = roster.flatMap((candidate) => reported(candidate, state))
    return {
      ...headOf(session, {report, state, signatures, digest: reportDigest(ctx.hash, facts)}),
      attendance: Object.fromEntries(
        [...Map.groupBy(candidates, ({attendance}) => attendance)].map(([code, all]) => [code, all.length]),
      ),
      candidates,
      walkIns: await shownWalkIns(stores, state, strangers),
      facts: await shownFacts(stores, facts, strangers),
    }
  })
}

type Head = Readonly<{report: SessionReport; state: Report; signatures: readonly ReportSignature[]; digest: string}>

function headOf({code, state, zone}: Session, {report, state: {phase, ignored, startedAt}, signatures, digest}: Head) {
  const held = [...signatures.map((signature) => signature.digest), ...(report.digest === null ? [] : [report.digest])]
  return {
    session: code,
    state,
    zone,
    phase,
    openedAt: report.openedAt,
    startedAt,
    closedAt: report.signedAt,
    digest: report.digest,
    intact: ignored.length === 0 && held.every((one) => one === digest),
    signatures: signatures.map(({signerName, signerRole, signedAt, digest: over}) => ({
      name: signerName,
      role: signerRole,
      signedAt,
      digest: over,
    })),
  }
}

function reported(
  {enrolment, person, exam, seat, endsAt}: Candidate,
  {candidates}: Report,
): readonly ReportedCandidate[] {
  const state = candidates.get(enrolment.id)
  if (!state) return []
  const {attendance, arrivedAt, lateMinutes, idChecked, incidentMinutes, handedInAt, device} = state
  return [
    {
      student: person.studentNumber ?? '',
      name: listName(person),
      exam: exam.code,
      seat: seat?.label ?? null,
      attendance,
      arrivedAt,
      lateMinutes,
      admitted: isAdmitted(state),
      idChecked,
      extraMinutes: state.extraGivenMinutes,
      incidentMinutes,
      endsAt: plusMinutes(endsAt, incidentMinutes),
      handedInAt,
      device,
      corrections: corrections(state),
      disputed: state.disputes.flatMap(({facts}) => facts),
    },
  ]
}

/** The enrolments on a report's list, also those that ended since. */
export function listedIn({candidates}: Report): ReadonlySet<EnrolmentId> {
  return new Set([...candidates.values()].filter(({onList}) => onList).map(({enrolmentId}) => enrolmentId))
}

async function shownFacts(
  stores: DeliveryStores,
  facts: readonly Fact[],
  strangers: readonly Stranger[],
): Promise<readonly ReportedFact[]> {
  const named = strangers.map(({id, studentNumber}) => [id, studentNumber ?? ''] as const)
  const codes = new Map<string, string>([...(await codesIn(stores, facts)), ...named])
  const exams = await examCodes(stores, facts)
  const code = (id: string | null): string | null => (id === null ? null : (codes.get(id) ?? null))
  return facts
    .filter(({personId}) => personId === null || codes.has(personId))
    .map(({number, kind, personId, enrolmentId, receivedAt, byPersonId, addendum, detail}) => ({
      number,
      kind,
      student: code(personId),
      exam: enrolmentId === null ? null : (exams.get(enrolmentId) ?? null),
      receivedAt,
      by: code(byPersonId),
      addendum,
      detail: inCodes(detail, code),
    }))
}

/** Student numbers, staff codes, room and exam codes of everything that facts refer to, as far as the one who asks may see it. */
async function codesIn(
  {persons, rooms, exams}: DeliveryStores,
  facts: readonly Fact[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ...new Set(
      facts.flatMap(({personId, byPersonId, detail}) => [personId ?? [], byPersonId ?? [], idsIn(detail)].flat()),
    ),
  ]
  const people = await persons.history({id: ids as PersonId[]})
  const taken = await exams.history({id: ids as ExamId[]})
  const places = await rooms.history({id: ids as RoomId[]})
  return new Map<string, string>([
    ...people.map((person) => [person.id, person.studentNumber ?? person.staffCode ?? fullName(person)] as const),
    ...places.map(({id, code}) => [id, code] as const),
    ...taken.map(({id, code}) => [id, code] as const),
  ])
}

async function examCodes(
  {enrolments, sessionExams, exams}: DeliveryStores,
  facts: readonly Fact[],
): Promise<ReadonlyMap<EnrolmentId, string>> {
  const held = await enrolments.history({id: [...new Set(facts.flatMap(({enrolmentId}) => enrolmentId ?? []))]})
  const offered = await sessionExams.history({id: [...new Set(held.map(({sessionExamId}) => sessionExamId))]})
  const named = new Map((await exams.history({id: offered.map(({examId}) => examId)})).map(({id, code}) => [id, code]))
  const codes = new Map(offered.map(({id, examId}) => [id, named.get(examId) ?? '']))
  return new Map(held.map(({id, sessionExamId}) => [id, codes.get(sessionExamId) ?? '']))
}

function idsIn(detail: Fact['detail']): readonly string[] {
  const parts: readonly Json[] = Object.values(detail as Readonly<Record<string, Json>>)
  return parts.flat().filter((part): part is string => typeof part === 'string' && isId(part))
}

/** A fact's detail with codes for ids; somebody who may not be seen is left out. */
function inCodes(detail: Fact['detail'], code: (id: string) => string | null): Json {
  const spoken = (part: Json): Json => (typeof part === 'string' && isId(part) ? code(part) : part)
  return Object.fromEntries(
    Object.entries(detail as Readonly<Record<string, Json>>).map(([name, part]) => [
      name,
      Array.isArray(part) ? part.map(spoken) : spoken(part),
    ]),
  )
}
