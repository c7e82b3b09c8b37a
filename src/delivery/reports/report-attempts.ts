import type {Policy} from '../../institution/policy.ts'
import type {AttemptId, EnrolmentId} from '../../ids.ts'
import type {Session} from '../../planning/model.ts'
import type {Ids} from '../../ports.ts'
import type {Attempt} from '../../registration/model.ts'
import type {Attendance} from './report-facts.ts'
import type {CandidateState} from './candidate-state.ts'
import type {Candidate} from '../lists/roster.ts'

/** With these codes a student is absent: whether that counts is judged apart (domain §1.5). */
const ABSENT: readonly Attendance[] = ['notPresent', 'notStarted']

/** Whether somebody did not take the exam, though he was to. */
export function isAbsent(attendance: Attendance): boolean {
  return ABSENT.includes(attendance)
}

/** What decides whether an attempt counts, beside the student's own attendance. */
export type Reckoning = Readonly<{policy: Pick<Policy, 'absenceCountsAsAttempt'>; aborted: boolean}>

/**
 * Whether an attempt counts while nothing else was decided: who took part used it; an absence counts as the school's policy
 * says until it is judged; of an aborted session only what was handed in counts.
 */
export function countsAtFirst(attendance: Attendance, {policy, aborted}: Reckoning): boolean {
  if (aborted) return attendance === 'present'
  return isAbsent(attendance) ? policy.absenceCountsAsAttempt : true
}

/** The attempts that a closed report makes: one per enrolment; their numbers are given afterwards. */
export function attemptsOf(
  roster: readonly Candidate[],
  {
    session,
    candidates,
    ids,
    ...reckoning
  }: Reckoning & Readonly<{session: Session; candidates: ReadonlyMap<EnrolmentId, CandidateState>; ids: Ids}>,
): readonly Attempt[] {
  return roster.map(({enrolment, exam}) => {
    const attendance = candidates.get(enrolment.id)?.attendance ?? 'notKnown'
    return {
      id: ids.next<AttemptId>(),
      registrationId: enrolment.registrationId,
      enrolmentId: enrolment.id,
      personId: enrolment.personId,
      examId: exam.id,
      number: 1,
      takenOn: session.onDate,
      attendance,
      counts: countsAtFirst(attendance, reckoning),
      void: false,
      score: null,
      passed: null,
      source: 'report',
      endedAt: null,
      version: 1,
    }
  })
}
