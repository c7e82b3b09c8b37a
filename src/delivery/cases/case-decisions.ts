import type {Attempt} from '../../registration/model.ts'
import type {CaseCandidate} from '../model.ts'

/** What may be decided on a candidate of a case (design §4). */
export const DECISIONS = ['valid', 'void-counts', 'void-returned', 'excluded', 'new-sitting'] as const
export type Decision = NonNullable<CaseCandidate['decision']>

/** What a decision does to the attempt and to the registration behind it. */
export type Outcome = Readonly<{
  /** What the attempt becomes; null leaves it as it was. */
  attempt: Pick<Attempt, 'void' | 'counts'> | null
  /** Whether the registration is used up, stays to be placed again, or is left alone. */
  registration: 'used' | 'placed-again' | 'kept'
  /** A punishment is only given to who was heard or was asked and did not come. */
  needsHearing: boolean
}>

/**
 * Valid: nothing changes. Void, attempt counts; excluded: the attempt is void and used. Void, attempt returned: it is void,
 * and the student may register anew. New sitting: the same registration is placed again.
 */
export const OUTCOMES: Readonly<Record<Decision, Outcome>> = {
  valid: {attempt: null, registration: 'kept', needsHearing: false},
  'void-counts': {attempt: {void: true, counts: true}, registration: 'used', needsHearing: true},
  'void-returned': {attempt: {void: true, counts: false}, registration: 'used', needsHearing: false},
  excluded: {attempt: {void: true, counts: true}, registration: 'used', needsHearing: true},
  'new-sitting': {attempt: {void: true, counts: false}, registration: 'placed-again', needsHearing: false},
}
