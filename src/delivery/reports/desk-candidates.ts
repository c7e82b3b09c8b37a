import {fullName, listName} from '../../institution/people/names.ts'
import type {EnrolmentId, PersonId, SeatId} from '../../ids.ts'
import {type Instant, plusMinutes} from '../../time.ts'
import type {Candidate} from '../lists/roster.ts'
import {type CandidateState, type FieldKind, isAdmitted} from './candidate-state.ts'
import {saidAt} from './fact-register.ts'
import {lateLimit} from './lateness.ts'
import type {Attendance, Fact} from './report-facts.ts'
import type {Report} from './report-fold.ts'
import type {Stranger} from '../store.ts'

/** One of the contradicting values of a field: what was said, by whom and when. */
export type DisputedFact = Readonly<{
  number: number
  kind: Fact['kind']
  detail: Fact['detail']
  by: string
  at: Instant
}>

/** One exam of a student as those on duty need it; times hold the real start, `endsAt` all his extra minutes too. */
export type DeskExam = Readonly<{
  enrolment: EnrolmentId
  exam: string
  name: string
  /** On which the time must be extended as well, where it is digital. */
  platform: Candidate['version']['platform']
  startsAt: Instant
  endsAt: Instant
  /** Until when he is let in without a decision. */
  admitUntil: Instant
  idRequired: boolean
  extraMinutes: number
  incidentMinutes: number
  aids: readonly string[]
  attendance: Attendance
  arrivedAt: Instant | null
  lateMinutes: number
  /** Came too late, and nobody decided yet. */
  undecided: boolean
  admitted: boolean
  idChecked: boolean
  /** Let in, or not, without an ID. */
  idDecision: boolean | null
  handedInAt: Instant | null
  device: string
  disputes: readonly Readonly<{field: FieldKind; facts: readonly DisputedFact[]}>[]
}>

/** A student in the room, by the name he uses and the one on his ID. */
export type DeskCandidate = Readonly<{
  person: PersonId
  student: string
  name: string
  idName: string
  seat: string | null
  seatId: SeatId | null
  outside: boolean
  exams: readonly DeskExam[]
}>

/** The students of a roster with their exams, in the order of names. */
export function deskCandidates(
  roster: readonly Candidate[],
  {candidates, outside}: Pick<Report, 'candidates' | 'outside'>,
  {facts, people}: Readonly<{facts: ReadonlyMap<number, Fact>; people: ReadonlyMap<PersonId, Stranger>}>,
): readonly DeskCandidate[] {
  const disputed = (number: number): readonly DisputedFact[] => {
    const fact = facts.get(number)
    const teller = fact?.byPersonId ? people.get(fact.byPersonId) : undefined
    return fact
      ? [{number, kind: fact.kind, detail: fact.detail, by: teller ? fullName(teller) : '', at: saidAt(fact)}]
      : []
  }
  return [...Map.groupBy(roster, ({person}) => person.id)].map(([id, own]) => {
    const [{person, seat}] = own as [Candidate]
    return {
      person: id,
      student: person.studentNumber ?? '',
      name: listName(person),
      idName: person.idCheckName || listName(person),
      seat: seat?.label ?? null,
      seatId: seat?.id ?? null,
      outside: outside.has(id),
      exams: own.map((each) => examOf(each, candidates.get(each.enrolment.id), disputed)),
    }
  })
}

function examOf(
  {enrolment, exam, version, startsAt, endsAt}: Candidate,
  state: CandidateState | undefined,
  disputed: (number: number) => readonly DisputedFact[],
): DeskExam {
  const incidentMinutes = state?.incidentMinutes ?? 0
  return {
    enrolment: enrolment.id,
    exam: exam.code,
    name: exam.name,
    platform: version.platform,
    startsAt,
    endsAt: plusMinutes(endsAt, incidentMinutes),
    admitUntil: plusMinutes(startsAt, lateLimit(exam)),
    idRequired: exam.rules.idRequired,
    extraMinutes: enrolment.extraMinutes,
    incidentMinutes,
    aids: enrolment.aids,
    attendance: state?.attendance ?? 'notKnown',
    arrivedAt: state?.arrivedAt ?? null,
    lateMinutes: state?.lateMinutes ?? 0,
    undecided: state !== undefined && state.tooLate && state.lateDecision === null && state.attendance !== 'notPresent',
    admitted: state === undefined || isAdmitted(state),
    idChecked: state?.idChecked ?? false,
    idDecision: state?.idDecision ?? null,
    handedInAt: state?.handedInAt ?? null,
    device: state?.device ?? '',
    disputes: (state?.disputes ?? []).map(({field, facts}) => ({field, facts: facts.flatMap(disputed)})),
  }
}
