import type {Exam} from '../institution/model.ts'
import type {Attempt} from '../registration/model.ts'
import {worth} from './scales.ts'

/** More than any scale's highest worth. */
const PASSED = 1000

/**
 * The attempt whose outcome is the student's result for the exam: the highest (a central exam: EKB WEB art. 8, lid 5), the
 * last or the first, as the exam's rules say. Void attempts and those without an outcome never are.
 */
export function countingResult(
  attempts: readonly Attempt[],
  exam: Pick<Exam, 'rules' | 'resultScale'>,
): Attempt | undefined {
  const settled = attempts
    .filter(({void: isVoid, score, passed}) => !isVoid && (score !== null || passed !== null))
    .toSorted(byTime)
  switch (exam.rules.counts) {
    case 'first':
      return settled[0]
    case 'last':
      return settled.at(-1)
    case 'highest':
      return settled.reduce<Attempt | undefined>(
        (best, attempt) => (best === undefined || value(attempt) > value(best) ? attempt : best),
        undefined,
      )
  }

  /** A pass beats any fail; an outcome taken over without a score is worth the least of its kind. */
  function value({score, passed}: Attempt): number {
    return (passed ? PASSED : 0) + (score === null ? -1 : worth(exam.resultScale, score))
  }
}

function byTime(a: Attempt, b: Attempt): number {
  return a.number - b.number || (a.takenOn < b.takenOn ? -1 : a.takenOn > b.takenOn ? 1 : 0)
}
