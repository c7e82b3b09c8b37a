import type {Reason} from '../errors.ts'
import type {ExamRules} from '../institution/exams/exam.ts'
import type {Attempt} from './model.ts'

/** Attempts that count against the limit: not those given back or void (domain §1.5). Order does not matter. */
function countingAttempts(attempts: readonly Attempt[]): readonly Attempt[] {
  return attempts.filter(({counts, void: annulled, endedAt}) => counts && !annulled && endedAt === null)
}

/** How often the exam may still be taken; null is without limit, and 0 is never again. */
export function attemptsLeft(
  attempts: readonly Attempt[],
  {attempts: limit}: Pick<ExamRules, 'attempts'>,
): number | null {
  return limit === null ? null : Math.max(0, limit - countingAttempts(attempts).length)
}

/**
 * Why a student may not take an exam again, by the board's rules: attempts left, and improvement after a pass. `attempts`
 * are all his attempts at this exam. After a pass, `once` allows one more counting attempt and `always` any number within
 * the limit.
 */
export function attemptReasons(
  attempts: readonly Attempt[],
  rules: Pick<ExamRules, 'attempts' | 'improvement'>,
): readonly Reason[] {
  const counting = countingAttempts(attempts).toSorted((a, b) => a.number - b.number)
  const reasons: Reason[] = []
  if (attemptsLeft(attempts, rules) === 0) {
    const message = `All ${rules.attempts} attempts are used (${counting.length} taken); the exam board may decide otherwise.`
    reasons.push({
      code: 'registration.no-attempts-left',
      message,
      details: {taken: counting.length, allowed: rules.attempts},
    })
  }
  const first = counting.findIndex(({passed}) => passed === true)
  if (first < 0) return reasons
  const since = counting.length - 1 - first
  if (rules.improvement === 'never') {
    reasons.push({
      code: 'registration.passed',
      message: 'The exam is passed, and its rules allow no attempt to improve.',
    })
  } else if (rules.improvement === 'once' && since >= 1) {
    const message = 'The exam is passed, and the one attempt to improve that its rules allow is used.'
    reasons.push({code: 'registration.improvement-used', message})
  }
  return reasons
}
