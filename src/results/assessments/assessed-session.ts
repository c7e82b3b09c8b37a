import type {Access} from '../../context.ts'
import {type Candidate, rosterOf} from '../../delivery/lists/roster.ts'
import {ExamError} from '../../errors.ts'
import type {EnrolmentId, PersonId} from '../../ids.ts'
import type {Session} from '../../planning/model.ts'
import type {Assessment} from '../model.ts'
import type {ResultStores} from '../store.ts'
import {type AssessmentState, assessmentState} from './assessment-state.ts'

/** A candidate with who judges him, what they gave, and what it comes to. */
export type Assessed = Readonly<{
  candidate: Candidate
  assessors: readonly PersonId[]
  judgements: readonly Assessment[]
  state: AssessmentState
  /** In the report, or by what it says so far; `notKnown` without one. */
  attendance: string
}>

/** A session as its assessors see it: in the order of time, then of names. */
export type AssessedSession = Readonly<{session: Session; assessed: readonly Assessed[]}>

/**
 * Everybody in a session who is judged, within reach; an examiner of orals sees those of his own times. A session without
 * assessors on duty has nobody to judge.
 *
 * @throws ExamError `session.not-found`; `assessment.not-yours` for an assessor who is not on duty there
 */
export async function assessedSession(stores: ResultStores, access: Access, key: string): Promise<AssessedSession> {
  const session = await stores.sessions.get(key)
  const duties = await stores.duties.all({sessionId: session.id, duty: 'assessor'})
  const onDuty = duties.map(({personId}) => personId)
  if (access.role === 'assessor' && !onDuty.some((person) => person === access.person)) throw notYours(session)
  const examinersOf = await oralExaminers(stores, session)
  const given = Map.groupBy(await stores.assessments.all({sessionId: session.id}), ({enrolmentId}) => enrolmentId)
  const reported = new Map((await stores.delivery.candidates(session.id)).map((each) => [each.enrolmentId, each]))
  const assessed = (await rosterOf(stores, session)).map((candidate): Assessed => {
    const {id} = candidate.enrolment
    const assessors = examinersOf.get(id) ?? onDuty
    const judgements = given.get(id) ?? []
    const attendance = reported.get(id)?.attendance ?? 'notKnown'
    return {candidate, assessors, judgements, state: assessmentState(judgements, assessors), attendance}
  })
  const mine = assessed.filter(({assessors}) => access.role !== 'assessor' || isAmong(assessors, access))
  return {session, assessed: mine.toSorted((a, b) => (a.candidate.startsAt < b.candidate.startsAt ? -1 : 1))}
}

function isAmong(assessors: readonly PersonId[], {person}: Access): boolean {
  return assessors.some((each) => each === person)
}

/** Who hears whom in an oral session; in others all assessors judge everybody. */
async function oralExaminers(
  {oralSlots}: ResultStores,
  {id, kind}: Session,
): Promise<ReadonlyMap<EnrolmentId, readonly PersonId[]>> {
  if (kind !== 'oral') return new Map()
  const slots = await oralSlots.all({sessionId: id})
  return new Map(
    slots.flatMap(({enrolmentId, examinerIds}) => (enrolmentId === null ? [] : [[enrolmentId, examinerIds]])),
  )
}

function notYours({code}: Session): ExamError {
  const message = `You are no assessor at session ${code}; ask the exam office.`
  return new ExamError('forbidden', 'assessment.not-yours', message, {session: code})
}
