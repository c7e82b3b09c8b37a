import type {PersonId} from '../../ids.ts'
import type {Assessment} from '../model.ts'

/**
 * How far the judgement of a candidate is: open (nobody judged) · waits (another assessor still has to) · agreed (all gave the
 * same) · not-judged (all gave theirs, and they differ).
 */
export const ASSESSMENT_STATES = ['open', 'waits', 'agreed', 'not-judged'] as const
export type AssessmentState = (typeof ASSESSMENT_STATES)[number]

/** What the judgements of one candidate come to, when `assessors` have to give one each. Pure. */
export function assessmentState(
  judgements: readonly Pick<Assessment, 'assessorId' | 'score'>[],
  assessors: readonly PersonId[],
): AssessmentState {
  if (judgements.length === 0) return 'open'
  const given = new Set(judgements.map(({assessorId}) => assessorId))
  if (!assessors.every((each) => given.has(each))) return 'waits'
  return new Set(judgements.map(({score}) => score)).size === 1 ? 'agreed' : 'not-judged'
}

/**
 * What an assessor may read of the others' judgements: nothing until all are given, so that each is given independently
 * (domain §1.3).
 */
export function othersSeenBy<T extends Pick<Assessment, 'assessorId'>>(
  me: PersonId | null,
  state: AssessmentState,
  judgements: readonly T[],
): readonly T[] {
  return state === 'agreed' || state === 'not-judged' ? judgements.filter(({assessorId}) => assessorId !== me) : []
}
