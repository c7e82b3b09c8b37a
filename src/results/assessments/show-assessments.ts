import type {Access, Context} from '../../context.ts'
import type {EnrolmentId, PersonId} from '../../ids.ts'
import type {ResultScale} from '../../institution/exams/exam.ts'
import {listName} from '../../institution/people/names.ts'
import {type Day, type Instant, minutesBetween, timeOf, type WallTime} from '../../time.ts'
import {scoreChoices} from '../scales.ts'
import type {ResultStores} from '../store.ts'
import {type Assessed, assessedSession} from './assessed-session.ts'
import {type AssessmentState, othersSeenBy} from './assessment-state.ts'

/** A candidate on an assessor's roster. */
export type AssessedCandidate = Readonly<{
  enrolment: EnrolmentId
  student: string
  name: string
  exam: string
  examName: string
  scale: ResultScale
  /** The values of the scale to choose from; empty where it is a figure. */
  choices: readonly string[]
  from: WallTime
  until: WallTime
  /** Minutes of break before this candidate; 0 where the one before goes straight on. */
  breakBefore: number
  aids: readonly string[]
  attendance: string
  state: AssessmentState
  /** What the one who looks gave. */
  own: string | null
  ownRemark: string
  /** What the others gave, once all did. */
  others: readonly Readonly<{assessor: string; score: string; remark: string}>[]
}>

export type SessionAssessments = Readonly<{
  session: string
  on: Day
  room: string | null
  place: string
  /** When the one who looks signed; null while he did not. */
  signedAt: Instant | null
  candidates: readonly AssessedCandidate[]
}>

/**
 * The roster of an assessor with the judgements: his own, and the others' once all are given. The office sees them all.
 *
 * @throws ExamError `session.not-found`, `assessment.not-yours`
 */
export async function showAssessments(
  ctx: Context<ResultStores>,
  {session: key}: Readonly<{session: string}>,
): Promise<SessionAssessments> {
  return ctx.read('result.read', async (stores, access) => assessmentSheet(stores, access, key))
}

/** See {@link showAssessments}. */
export async function assessmentSheet(stores: ResultStores, access: Access, key: string): Promise<SessionAssessments> {
  const {session, assessed} = await assessedSession(stores, access, key)
  const room = session.roomId === null ? undefined : await stores.rooms.find(session.roomId)
  const all = assessed.flatMap(({judgements}) => judgements)
  const codes = new Map(
    (await stores.persons.history({id: [...new Set(all.map(({assessorId}) => assessorId))]})).map(
      ({id, staffCode}): [PersonId, string] => [id, staffCode ?? ''],
    ),
  )
  const mine = all.filter(({assessorId}) => assessorId === access.person)
  return {
    session: session.code,
    on: session.onDate,
    room: room?.code ?? null,
    place: session.place,
    signedAt: mine.length > 0 ? (mine[0]?.signedAt ?? null) : null,
    candidates: assessed.map((each, i) => ({
      ...candidateText(each, session.zone),
      breakBefore: breakBetween(assessed[i - 1], each),
      ...judgementText(each, access, codes),
    })),
  }
}

function candidateText({candidate, attendance, state}: Assessed, zone: string) {
  const {enrolment, person, exam, startsAt, endsAt} = candidate
  return {
    enrolment: enrolment.id,
    student: person.studentNumber ?? '',
    name: listName(person),
    exam: exam.code,
    examName: exam.name,
    scale: exam.resultScale,
    choices: scoreChoices(exam.resultScale),
    from: timeOf(startsAt, zone),
    until: timeOf(endsAt, zone),
    aids: enrolment.aids,
    attendance,
    state,
  }
}

function breakBetween(before: Assessed | undefined, {candidate}: Assessed): number {
  return before === undefined ? 0 : Math.max(0, minutesBetween(before.candidate.endsAt, candidate.startsAt))
}

function judgementText(
  {judgements, state}: Assessed,
  {person, role}: Access,
  codes: ReadonlyMap<PersonId, string>,
): Pick<AssessedCandidate, 'own' | 'ownRemark' | 'others'> {
  const own = judgements.find(({assessorId}) => assessorId === person)
  const seen = role === 'assessor' ? othersSeenBy(person, state, judgements) : judgements
  return {
    own: own?.score ?? null,
    ownRemark: own?.remark ?? '',
    others: seen.map(({assessorId, score, remark}) => ({assessor: codes.get(assessorId) ?? '', score, remark})),
  }
}
