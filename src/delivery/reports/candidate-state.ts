import type {EnrolmentId, PersonId, SessionId} from '../../ids.ts'
import type {Instant} from '../../time.ts'
import type {CandidateReport} from '../model.ts'
import {type Saying, settle} from './fact-register.ts'
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
  /** Fields of which two people said different things without knowing of each other, until the lead settles it. */
  disputes: readonly Dispute[]
}>

/** Contradicting facts about one field, by number; the first is the one that shows. */
export type Dispute = Readonly<{field: FieldKind; facts: readonly number[]}>

type CandidateField = Exclude<keyof CandidateState, 'enrolmentId' | 'personId' | 'history' | 'disputes'>
type Values = Partial<Pick<CandidateState, CandidateField>>

/** What can be said of a candidate apart from the rest: one value of each shows. */
export type FieldKind = 'list' | 'attendance' | 'arrival' | 'lateness' | 'identity' | 'hand-in' | 'device'

/** Which field a kind of fact is about, and what it says of it. */
const FIELDS: {readonly [K in FactKind]?: readonly [FieldKind, (detail: FactOf<K>['detail']) => Values]} = {
  candidate: ['list', ({extraMinutes}) => ({onList: true, extraGivenMinutes: extraMinutes})],
  'candidate-gone': ['list', () => ({onList: false})],
  attendance: ['attendance', ({attendance}) => ({attendance})],
  arrived: ['arrival', ({at, lateMinutes, tooLate}) => ({arrivedAt: at, lateMinutes, tooLate})],
  admitted: ['lateness', () => ({lateDecision: true})],
  'id-checked': ['identity', () => ({idChecked: true})],
  'id-missing': ['identity', ({admitted}) => ({idDecision: admitted})],
  'handed-in': ['hand-in', ({at}) => ({handedInAt: at})],
  device: ['device', ({device}) => ({device})],
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

type Draft = {state: CandidateState; readonly sayings: Map<FieldKind, Saying<Values>[]>}

/** What facts in order of receipt say of each enrolment; facts that are about no enrolment say nothing of one. */
export function foldCandidates(facts: readonly Fact[]): Map<EnrolmentId, CandidateState> {
  const drafts = new Map<EnrolmentId, Draft>()
  for (const fact of facts) hear(drafts, fact)
  const listed = new Map(
    facts.flatMap(({kind, enrolmentId, number}) =>
      kind === 'candidate' && enrolmentId ? [[enrolmentId, number] as const] : [],
    ),
  )
  const given = facts.filter((fact) => fact.kind === 'extended')
  return new Map(
    [...drafts].map(([id, {state}]) => {
      const minutes = given
        .filter((fact) => isGiven(fact, state, listed.get(id) ?? 0))
        .map(({detail}) => detail.minutes)
      return [id, {...state, incidentMinutes: minutes.reduce((sum, each) => sum + each, 0)}]
    }),
  )
}

function hear(drafts: Map<EnrolmentId, Draft>, fact: Fact): void {
  const {enrolmentId, personId, number} = fact
  const field = FIELDS[fact.kind] as readonly [FieldKind, (detail: unknown) => Values] | undefined
  if (!field || enrolmentId === null || personId === null) return
  const [kind, valuesOf] = field
  const draft = drafts.get(enrolmentId) ?? {state: blank(enrolmentId, personId), sayings: new Map()}
  drafts.set(enrolmentId, draft)
  const sayings = [...(draft.sayings.get(kind) ?? []), {said: fact, value: valuesOf(fact.detail)}]
  draft.sayings.set(kind, sayings)
  const {shown, against} = settle(sayings, sameValues)
  const others = draft.state.disputes.filter((dispute) => dispute.field !== kind)
  const facts = [shown, ...against].map(({said}) => said.number)
  const disputes = against.length > 0 ? [...others, {field: kind, facts}] : others
  draft.state = {...change(draft.state, {...blankOf(sayings), ...shown.value}, number), disputes}
}

/** The fields that any of these sayings speaks of, as if none did. */
function blankOf(sayings: readonly Saying<Values>[]): Values {
  const names = new Set(sayings.flatMap(({value}) => Object.keys(value) as CandidateField[]))
  names.delete('extraGivenMinutes')
  return Object.fromEntries([...names].map((name) => [name, BLANK[name]]))
}

function sameValues(a: Values, b: Values): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function change(state: CandidateState, fields: Values, number: number): CandidateState {
  const replaced = (Object.keys(fields) as CandidateField[]).filter((field) => state[field] !== fields[field])
  const history = [...state.history, ...replaced.map((field) => ({field, value: state[field], number}))]
  return {...state, ...fields, history}
}

function blank(enrolmentId: EnrolmentId, personId: PersonId): CandidateState {
  return {...BLANK, enrolmentId, personId, history: [], disputes: []}
}

/** Whether minutes for an incident are a candidate's: given to him, or to all while he was on the list and had not handed in. */
function isGiven(fact: FactOf<'extended'>, state: CandidateState, listed: number): boolean {
  if (!state.onList || state.attendance === 'notPresent') return false
  if (state.handedInAt !== null && state.handedInAt <= fact.receivedAt) return false
  return fact.enrolmentId === null ? listed < fact.number : fact.enrolmentId === state.enrolmentId
}

/** Whether time still runs for a candidate: he did not hand in and is not away. */
export function isWorking({handedInAt, attendance}: Pick<CandidateState, 'handedInAt' | 'attendance'>): boolean {
  return handedInAt === null && attendance !== 'notPresent'
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
  const blanks: Values = BLANK
  return history.filter(({field, value}) => field !== 'onList' && value !== blanks[field]).length
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
