import type {Absence} from '../delivery/model.ts'
import type {Reason} from '../errors.ts'
import type {Exam} from '../institution/model.ts'
import {attemptReasons} from '../registration/attempt-reasons.ts'
import type {Registration} from '../registration/model.ts'
import type {ResitRequest} from './model.ts'
import {isSettled} from './result-state.ts'
import type {OutcomeLine} from './store.ts'

/** All that says whether a student may ask to take an exam again. */
export type ResitCase = Readonly<{
  student: string
  exam: Pick<Exam, 'code' | 'rules'>
  /** All his attempts at the exam. */
  attempts: readonly OutcomeLine[]
  /** His judged absences at the exam. */
  absences: readonly Absence[]
  /** His open registration for it. */
  open: Pick<Registration, 'code'> | undefined
  /** Whether the SIS keeps his attempts at the exam, and says when there is another: it sent a registration or an attempt. */
  ownedBySis: boolean
  /** His request that is not decided, or waits for the SIS. */
  asked: Pick<ResitRequest, 'code' | 'state'> | undefined
}>

/**
 * Why an exam cannot be taken again (domain §1.5); none means that it can. The exam's own rules on attempts and improvement
 * after a pass are those of registration (`registration.no-attempts-left`, `registration.passed`,
 * `registration.improvement-used`); beside them `resit.no-result`, `resit.lapsed` (an absence without a valid reason, where the
 * school says so), `resit.registered`, `resit.asked-already`.
 *
 * Where the SIS owns the attempts, that none is left is no reason not to ask: a granted one then waits for the SIS.
 */
export function resitReasons(facts: ResitCase): readonly Reason[] {
  const {student, exam, attempts, absences, open, asked, ownedBySis} = facts
  const about = {student, exam: exam.code}
  const because = (is: boolean, code: string, message: string): Reason[] =>
    is ? [{code, message, details: about}] : []
  return [
    ...because(
      lastTaken(attempts) === undefined,
      'resit.no-result',
      `${student} has no established result for ${exam.code} yet; a resit comes after it.`,
    ),
    ...because(
      absences.some(({resitLapses}) => resitLapses === true),
      'resit.lapsed',
      `The right of ${student} to a resit of ${exam.code} lapsed by an absence without a valid reason.`,
    ),
    ...because(
      open !== undefined,
      'resit.registered',
      `${student} is registered for ${exam.code} already: ${open?.code}. See it with: ontrac registration show ${open?.code}`,
    ),
    ...because(
      asked !== undefined,
      'resit.asked-already',
      `A resit of ${exam.code} was asked for ${student} already: ${asked?.code} (${asked?.state}).`,
    ),
    ...attemptReasons(attempts, exam.rules).filter(({code}) => code !== 'registration.no-attempts-left' || !ownedBySis),
  ]
}

/** The attempt that is taken again: the last one that has its result, or of which none will come. */
export function lastTaken(attempts: readonly OutcomeLine[]): OutcomeLine | undefined {
  return attempts
    .filter((line) => line.result?.establishedAt || isSettled(line) || line.absence === 'invalid')
    .toSorted((a, b) => (a.takenOn < b.takenOn || (a.takenOn === b.takenOn && a.id < b.id) ? -1 : 1))
    .at(-1)
}
