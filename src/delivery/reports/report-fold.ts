import type {EnrolmentId, ExamId, PersonId, SessionId} from '../../ids.ts'
import type {Instant} from '../../time.ts'
import type {CandidateReport} from '../model.ts'
import type {Attendance, Fact, FactKind, FactOf} from './report-facts.ts'

/** A value that a later fact replaced, and that fact's number. */
export type EarlierValue = Readonly<{field: CandidateField; value: string | number | boolean | null; number: number}>

/** What a report says of one enrolment. */
export type CandidateState = Readonly<{
  enrolmentId: EnrolmentId
  personId: PersonId
  /** False when the enrolment was ended or moved away after the session began. */
  onList: boolean
  attendance: Attendance
  arrivedAt: Instant | null
  lateMinutes: number
  /** Whether the arrival was after the exam's limit. */
  tooLate: boolean
  /** Whether it was decided to let him in although he was too late; null without a decision. */
  lateDecision: boolean | null
  idChecked: boolean
  /** Whether it was decided to let him in without an ID; null without a decision. */
  idDecision: boolean | null
  /** Extra minutes by right, apart from those given for incidents. */
  extraGivenMinutes: number
  incidentMinutes: number
  handedInAt: Instant | null
  device: string
  history: readonly EarlierValue[]
}>
type CandidateField = Exclude<keyof CandidateState, 'enrolmentId' | 'personId' | 'history'>

/** Somebody who came without a seat; `settled` is what the office did about it, null while it waits. */
export type WalkIn = Readonly<{
  personId: PersonId
  examId: ExamId
  admitted: boolean
  at: Instant
  remark: string
  settled: string | null
}>

/** What the facts of a session report amount to. */
export type Report = Readonly<{
  phase: 'new' | 'open' | 'paused' | 'aborted'
  pausedAt: Instant | null
  /** Somebody signed: from then on only addenda count. */
  signed: boolean
  closed: boolean
  candidates: ReadonlyMap<EnrolmentId, CandidateState>
  /** Students who left the room and are not back. */
  outside: ReadonlySet<PersonId>
  walkIns: readonly WalkIn[]
  /** Numbers of facts that came after a signature and are no addendum: the report was tampered with. */
  ignored: readonly number[]
}>

/**
 * The report that a list of facts amounts to.
 *
 * Pure, and blind to the order of the list: a fact's number is its place. For each field of a candidate the last fact
 * decides and the earlier value stays in the history. From the first signature only addenda (and signatures and closing)
 * count. What it says of one student needs the facts about him and those about nobody, no others.
 */
export function foldReport(facts: readonly Fact[]): Report {
  const draft: Draft = {
    phase: 'new',
    pausedAt: null,
    signed: false,
    closed: false,
    candidates: new Map(),
    outside: new Set(),
    walkIns: [],
    ignored: [],
  }
  for (const fact of facts.toSorted((a, b) => a.number - b.number)) {
    if (draft.signed && !fact.addendum && fact.kind !== 'signed' && fact.kind !== 'closed')
      draft.ignored.push(fact.number)
    else step(draft, fact)
  }
  return draft
}

/** Whether the student was let in: as decided, and without a decision when he was not too late. */
export function isAdmitted({
  lateDecision,
  tooLate,
  idDecision,
}: Pick<CandidateState, 'lateDecision' | 'tooLate' | 'idDecision'>): boolean {
  return (lateDecision ?? !tooLate) && (idDecision ?? true)
}

/** How often something that was said of a candidate was replaced by something later. */
export function corrections({history}: CandidateState): number {
  const blanks: Fields = BLANK
  return history.filter(
    ({field, value}) => field !== 'onList' && field !== 'incidentMinutes' && value !== blanks[field],
  ).length
}

/** The row in which a candidate's state is kept, so that lists need no fold. `version` is the number of the last fact folded. */
export function candidateReport(state: CandidateState, sessionId: SessionId, version: number): CandidateReport {
  const {enrolmentId, personId, attendance, arrivedAt, lateMinutes, idChecked, extraGivenMinutes} = state
  const {incidentMinutes, handedInAt, device} = state
  return {
    enrolmentId,
    sessionId,
    personId,
    attendance,
    arrivedAt,
    lateMinutes,
    admitted: isAdmitted(state),
    idChecked,
    extraGivenMinutes,
    incidentMinutes,
    handedInAt,
    device,
    version,
  }
}

type Draft = {
  phase: Report['phase']
  pausedAt: Instant | null
  signed: boolean
  closed: boolean
  candidates: Map<EnrolmentId, CandidateState>
  outside: Set<PersonId>
  walkIns: WalkIn[]
  ignored: number[]
}

function step(draft: Draft, fact: Fact): void {
  const take: (draft: Draft, fact: never) => void = STEPS[fact.kind]
  take(draft, fact as never)
}

const STEPS: {readonly [K in FactKind]: (draft: Draft, fact: FactOf<K>) => void} = {
  opened: (draft) => void (draft.phase = 'open'),
  candidate: (draft, fact) => set(draft, fact, {onList: true, extraGivenMinutes: fact.detail.extraMinutes}),
  'candidate-gone': (draft, fact) => set(draft, fact, {onList: false}),
  attendance: (draft, fact) => set(draft, fact, {attendance: fact.detail.attendance}),
  arrived: (draft, {detail, ...fact}) =>
    set(draft, fact, {arrivedAt: detail.at, lateMinutes: detail.lateMinutes, tooLate: detail.tooLate}),
  admitted: (draft, fact) => set(draft, fact, {lateDecision: true}),
  'id-checked': (draft, fact) => set(draft, fact, {idChecked: true}),
  'id-missing': (draft, fact) => set(draft, fact, {idChecked: false, idDecision: fact.detail.admitted}),
  'handed-in': (draft, fact) => set(draft, fact, {handedInAt: fact.detail.at}),
  device: (draft, fact) => set(draft, fact, {device: fact.detail.device}),
  toilet(draft, {personId, detail}) {
    if (personId === null) return
    if (detail.direction === 'out') draft.outside.add(personId)
    else draft.outside.delete(personId)
  },
  note: nothing,
  event: nothing,
  paused(draft, fact) {
    draft.phase = 'paused'
    draft.pausedAt = fact.receivedAt
  },
  resumed(draft) {
    draft.phase = 'open'
    draft.pausedAt = null
  },
  aborted(draft) {
    draft.phase = 'aborted'
    draft.pausedAt = null
  },
  extended: extend,
  'room-moved': nothing,
  'handed-over': nothing,
  'walk-in'(draft, {personId, detail, receivedAt}) {
    if (personId === null) return
    const {examId, admitted, text} = detail
    draft.walkIns.push({personId, examId, admitted, at: receivedAt, remark: text, settled: null})
  },
  'walk-in-settled'(draft, {personId, detail}) {
    draft.walkIns = draft.walkIns.map((each) =>
      each.personId === personId && each.examId === detail.examId ? {...each, settled: detail.text} : each,
    )
  },
  signed: (draft) => void (draft.signed = true),
  closed: (draft) => void (draft.closed = true),
  addendum: nothing,
}

function nothing(): void {
  // Stands in the report as it was said and changes nothing that is counted.
}

/** Minutes for an incident: for one candidate, or for everybody who is still at work. */
function extend(draft: Draft, fact: FactOf<'extended'>): void {
  const working = [...draft.candidates.values()].filter((each) => each.onList && isWorking(each))
  const given =
    fact.enrolmentId === null ? working : working.filter(({enrolmentId}) => enrolmentId === fact.enrolmentId)
  for (const state of given)
    change(draft, state, {incidentMinutes: state.incidentMinutes + fact.detail.minutes}, fact.number)
}

/** Whether time still runs for a candidate: he did not hand in and is not away. */
export function isWorking({handedInAt, attendance}: Pick<CandidateState, 'handedInAt' | 'attendance'>): boolean {
  return handedInAt === null && attendance !== 'notPresent'
}

type Subject = Readonly<{enrolmentId: EnrolmentId | null; personId: PersonId | null; number: number}>
type Fields = Partial<Pick<CandidateState, CandidateField>>

function set(draft: Draft, {enrolmentId, personId, number}: Subject, fields: Fields): void {
  if (enrolmentId === null || personId === null) return
  change(draft, draft.candidates.get(enrolmentId) ?? blank(enrolmentId, personId), fields, number)
}

function change(draft: Draft, state: CandidateState, fields: Fields, number: number): void {
  const replaced = (Object.keys(fields) as CandidateField[]).filter((field) => state[field] !== fields[field])
  const history = [...state.history, ...replaced.map((field) => ({field, value: state[field], number}))]
  draft.candidates.set(state.enrolmentId, {...state, ...fields, history})
}

function blank(enrolmentId: EnrolmentId, personId: PersonId): CandidateState {
  return {...BLANK, enrolmentId, personId, history: []}
}

/** A candidate of whom nothing was said yet. */
const BLANK = {
  onList: false,
  attendance: 'notKnown',
  arrivedAt: null,
  lateMinutes: 0,
  tooLate: false,
  lateDecision: null,
  idChecked: false,
  idDecision: null,
  extraGivenMinutes: 0,
  incidentMinutes: 0,
  handedInAt: null,
  device: '',
} as const satisfies Pick<CandidateState, CandidateField>
