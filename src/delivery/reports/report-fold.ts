import type {EnrolmentId, ExamId, PersonId} from '../../ids.ts'
import type {Json} from '../../json.ts'
import type {Instant} from '../../time.ts'
import {type CandidateState, foldCandidates} from './candidate-state.ts'
import {saidAt} from './fact-register.ts'
import type {Fact, FactKind, FactOf, PaperStep, ProposedKind} from './report-facts.ts'

/** Somebody who came without a seat; `settled` is what the office did about it, null while it waits. */
export type WalkIn = Readonly<{
  personId: PersonId
  examId: ExamId
  admitted: boolean
  at: Instant
  remark: string
  settled: string | null
}>

/** Something said before a report was signed and received after; `taken` is null until somebody looks at it. */
export type Proposal = Readonly<{
  number: number
  what: ProposedKind
  said: Json
  text: string
  personId: PersonId | null
  enrolmentId: EnrolmentId | null
  byPersonId: PersonId | null
  saidAt: Instant
  taken: boolean | null
}>

/** What the facts of a session report amount to. */
export type Report = Readonly<{
  phase: 'new' | 'open' | 'paused' | 'aborted'
  pausedAt: Instant | null
  /** Whether exam computers open the exams of this session. */
  released: boolean
  /** When everybody was let begin; null while that is as planned. */
  startedAt: Instant | null
  /** How many sets of papers were last counted at each step. */
  papers: ReadonlyMap<PaperStep, Readonly<{count: number; sealed: boolean | null; at: Instant}>>
  /** Somebody signed: from then on only addenda count. */
  signed: boolean
  closed: boolean
  candidates: ReadonlyMap<EnrolmentId, CandidateState>
  /** Students who left the room and are not back. */
  outside: ReadonlySet<PersonId>
  walkIns: readonly WalkIn[]
  proposals: readonly Proposal[]
  /** Numbers of facts that came after a signature and are no addendum: the report was tampered with. */
  ignored: readonly number[]
}>

/**
 * The report that a list of facts amounts to.
 *
 * Pure, and blind to the order of the list: a fact's number is its place in the order of receipt. Of each field of a
 * candidate that shows which replaced the others; the rest stays in the history. What devices said without knowing of each
 * other gives the same report in whatever order it is received, except for the fields that are marked as disputed: there
 * the later receipt shows. From the first signature only addenda (and signatures and closing) count. What it says of one
 * student needs the facts about him and those about nobody, no others.
 */
export function foldReport(facts: readonly Fact[]): Report {
  const ordered = facts.toSorted((a, b) => a.number - b.number)
  const signedAt = ordered.find(({kind}) => kind === 'signed')?.number ?? Infinity
  const isLate = ({number, addendum, kind}: Fact): boolean =>
    number > signedAt && !addendum && kind !== 'signed' && kind !== 'closed'
  const counted = ordered.filter((fact) => !isLate(fact))
  const draft = emptyDraft()
  for (const fact of counted) step(draft, fact)
  const ignored = ordered.filter(isLate).map(({number}) => number)
  return {...draft, candidates: foldCandidates(counted), outside: whoIsOutside(counted), ignored}
}

type Draft = {
  phase: Report['phase']
  pausedAt: Instant | null
  released: boolean
  startedAt: Instant | null
  papers: Map<PaperStep, Readonly<{count: number; sealed: boolean | null; at: Instant}>>
  signed: boolean
  closed: boolean
  walkIns: WalkIn[]
  proposals: Proposal[]
}

function emptyDraft(): Draft {
  return {
    phase: 'new',
    pausedAt: null,
    released: false,
    startedAt: null,
    papers: new Map(),
    signed: false,
    closed: false,
    walkIns: [],
    proposals: [],
  }
}

function step(draft: Draft, fact: Fact): void {
  const take: ((draft: Draft, fact: never) => void) | undefined = STEPS[fact.kind]
  take?.(draft, fact as never)
}

/** What each kind of fact says of the session; the others stand in the report as they were said, or are about a candidate. */
const STEPS: {readonly [K in FactKind]?: (draft: Draft, fact: FactOf<K>) => void} = {
  opened: (draft) => void (draft.phase = 'open'),
  released: (draft) => void (draft.released = true),
  started(draft, {detail}) {
    draft.startedAt = detail.at
    draft.released = true
  },
  papers: (draft, {detail: {step: at, count, sealed}, receivedAt}) =>
    void draft.papers.set(at, {count, sealed, at: receivedAt}),
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
  proposed(draft, fact) {
    const {number, detail, personId, enrolmentId, byPersonId} = fact
    const {what, said, text} = detail
    draft.proposals.push({
      number,
      what,
      said,
      text,
      personId,
      enrolmentId,
      byPersonId,
      saidAt: saidAt(fact),
      taken: null,
    })
  },
  'proposal-settled'(draft, {detail: {proposal, taken}}) {
    draft.proposals = draft.proposals.map((each) => (each.number === proposal ? {...each, taken} : each))
  },
}

/** Who left last and did not come back, by the time at which that was, whenever it was received. */
function whoIsOutside(facts: readonly Fact[]): ReadonlySet<PersonId> {
  const last = new Map<PersonId, FactOf<'toilet'>>()
  for (const fact of facts) {
    if (fact.kind !== 'toilet' || fact.personId === null) continue
    const before = last.get(fact.personId)
    if (before === undefined || isAfter(fact, before)) last.set(fact.personId, fact)
  }
  return new Set([...last].flatMap(([person, {detail}]) => (detail.direction === 'out' ? [person] : [])))
}

/** Of two at the same minute a return ends a leave. */
function isAfter({detail: a}: FactOf<'toilet'>, {detail: b}: FactOf<'toilet'>): boolean {
  return a.at === b.at ? a.direction === 'back' : a.at > b.at
}
